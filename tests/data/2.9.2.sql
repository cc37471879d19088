PRAGMA foreign_keys = OFF;
PRAGMA ignore_check_constraints = ON;
BEGIN;
CREATE TABLE experiments (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES (0, 'Default', 's3://artifacts/mlflow/0', 'active', 1700000000005, 1700000000005);
INSERT INTO "experiments" VALUES (1, 'plain', 's3://artifacts/0', 'active', 1700000000007, 1700000000007);
INSERT INTO "experiments" VALUES (2, 'x', 's3://artifacts/1', 'active', 1700000000008, 1700000000008);
INSERT INTO "experiments" VALUES (3, 'trailing blanks   ', 's3://artifacts/2', 'active', 1700000000009, 1700000000009);
INSERT INTO "experiments" VALUES (4, '  leading', 's3://artifacts/3', 'active', 1700000000010, 1700000000010);
INSERT INTO "experiments" VALUES (5, 'emoji 🧪 👩‍👩‍👧 🇺🇳', 's3://artifacts/4', 'active', 1700000000011, 1700000000011);
INSERT INTO "experiments" VALUES (6, 'combining é against é', 's3://artifacts/5', 'active', 1700000000012, 1700000000012);
INSERT INTO "experiments" VALUES (7, 'long location', 's3://𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', 'active', 1700000000013, 1700000000013);
INSERT INTO "experiments" VALUES (8, 'to be deleted', 's3://artifacts/deleted', 'deleted', 1700000000014, 1700000000015);
INSERT INTO "experiments" VALUES (9, 'renamed ✏️', 's3://artifacts/restored', 'active', 1700000000016, 1700000000019);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES ('acf3f17fdcc7');
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES ('tag 0', '', 1);
INSERT INTO "experiment_tags" VALUES ('tag 1', 'x', 1);
INSERT INTO "experiment_tags" VALUES ('tag 2', ' ', 1);
INSERT INTO "experiment_tags" VALUES ('tag 3', 'trailing blanks   ', 1);
INSERT INTO "experiment_tags" VALUES ('tag 4', '  leading', 1);
INSERT INTO "experiment_tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 1);
INSERT INTO "experiment_tags" VALUES ('tag 6', 'combining é against é', 1);
INSERT INTO "experiment_tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 1);
INSERT INTO "experiment_tags" VALUES ('tag 8', '实验 實驗 実験 실험', 1);
INSERT INTO "experiment_tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 1);
INSERT INTO "experiment_tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 1);
INSERT INTO "experiment_tags" VALUES ('tag 11', '\N', 1);
INSERT INTO "experiment_tags" VALUES ('tag 12', '\.', 1);
INSERT INTO "experiment_tags" VALUES ('tag 13', 'NULL', 1);
INSERT INTO "experiment_tags" VALUES ('tag 14', 'null', 1);
INSERT INTO "experiment_tags" VALUES ('tag 15', '{}', 1);
INSERT INTO "experiment_tags" VALUES ('tag 16', '0001.50', 1);
INSERT INTO "experiment_tags" VALUES ('tag 17', '1e400', 1);
INSERT INTO "experiment_tags" VALUES ('tag 18', 'true', 1);
INSERT INTO "experiment_tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 1);
INSERT INTO "experiment_tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 1);
INSERT INTO "experiment_tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 1);
INSERT INTO "experiment_tags" VALUES ('tag 22', 'no limit to fill', 1);
INSERT INTO "experiment_tags" VALUES ('ключ/键.with-everything_ 1', 'by default', 0);
INSERT INTO "experiment_tags" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', 0);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES ('mlflow.runName', 'masked-midge-18', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('mlflow.runName', 'x', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('mlflow.runName', ' ', '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "tags" VALUES ('mlflow.runName', 'trailing blanks   ', '30500b4afbfc46c7b8b43bfd85297d9c');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', 'a7fca2fa8d8c41a08207c7766b9913cf');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ambitious-hound-819', 'a7fca2fa8d8c41a08207c7766b9913cf');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '0d42acf671dd49c7b77a477a3559c650');
INSERT INTO "tags" VALUES ('mlflow.runName', 'valuable-shrew-64', '0d42acf671dd49c7b77a477a3559c650');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'stately-donkey-193', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('mlflow.runName', 'flawless-shrew-455', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('mlflow.runName', 'awesome-slug-887', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "tags" VALUES ('mlflow.runName', 'sneaky-skink-495', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('mlflow.runName', 'spiffy-pig-715', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "tags" VALUES ('tag 0', '', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 1', 'x', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 2', ' ', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 3', 'trailing blanks   ', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 4', '  leading', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 6', 'combining é against é', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 11', '\N', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 12', '\.', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 13', 'NULL', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 14', 'null', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 15', '{}', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 16', '0001.50', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 17', '1e400', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 18', 'true', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('tag 22', 'no limit to fill', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "tags" VALUES ('ключ/键', 'value', 'ffa2c349049c4a738124db51564a954f');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES ('model', 1700000000030, 1700000000057, 'no limit to fill');
INSERT INTO "registered_models" VALUES ('x', 1700000000031, 1700000000058, NULL);
INSERT INTO "registered_models" VALUES ('trailing blanks   ', 1700000000032, 1700000000047, NULL);
INSERT INTO "registered_models" VALUES ('  leading', 1700000000033, 1700000000050, NULL);
INSERT INTO "registered_models" VALUES ('emoji 🧪 👩‍👩‍👧 🇺🇳', 1700000000034, 1700000000034, NULL);
INSERT INTO "registered_models" VALUES ('combining é against é', 1700000000035, 1700000000035, NULL);
INSERT INTO "registered_models" VALUES ('renamed model', 1700000000037, 1700000000059, NULL);
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES ('ffa2c349049c4a738124db51564a954f', 'masked-midge-18', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1600000000000, NULL, '', 'active', 's3://artifacts/mlflow/0/ffa2c349049c4a738124db51564a954f/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('cccc54476dec4e89884f0b9cc94fed97', 'x', 'UNKNOWN', '', '', 'unknown', 'FINISHED', 1600000000001, 1700000000000, '', 'active', 's3://artifacts/0/cccc54476dec4e89884f0b9cc94fed97/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('100b591eb7f645f595fcdb18e568868a', ' ', 'UNKNOWN', '', '', 'unknown', 'FAILED', 1600000000002, 1700000000000, '', 'active', 's3://artifacts/1/100b591eb7f645f595fcdb18e568868a/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('30500b4afbfc46c7b8b43bfd85297d9c', 'trailing blanks   ', 'UNKNOWN', '', '', 'unknown', 'KILLED', 1600000000003, 1700000000000, '', 'active', 's3://artifacts/2/30500b4afbfc46c7b8b43bfd85297d9c/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('a7fca2fa8d8c41a08207c7766b9913cf', 'ambitious-hound-819', 'UNKNOWN', '', '', 'unknown', 'RUNNING', -1, NULL, '', 'active', 's3://artifacts/0/a7fca2fa8d8c41a08207c7766b9913cf/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('0d42acf671dd49c7b77a477a3559c650', 'valuable-shrew-64', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000020, NULL, '', 'active', 's3://artifacts/0/0d42acf671dd49c7b77a477a3559c650/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('760b55c16bef477d9ddea745c3fdbe95', 'stately-donkey-193', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9007199254740992, NULL, '', 'active', 's3://artifacts/0/760b55c16bef477d9ddea745c3fdbe95/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('7be179ddbc28469082c8e3f636c9c4aa', 'flawless-shrew-455', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9223372036854775807, NULL, '', 'active', 's3://artifacts/0/7be179ddbc28469082c8e3f636c9c4aa/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('b2d7c6079a35412284a1487cdfd55af2', 'awesome-slug-887', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000021, NULL, '', 'deleted', 's3://artifacts/0/b2d7c6079a35412284a1487cdfd55af2/artifacts', 1, 1700000000022);
INSERT INTO "runs" VALUES ('7187b4b71adf4c9fa7289a7f3b5bf7e5', 'sneaky-skink-495', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000023, NULL, '', 'deleted', 's3://artifacts/0/7187b4b71adf4c9fa7289a7f3b5bf7e5/artifacts', 1, 1700000000024);
INSERT INTO "runs" VALUES ('4c16fbe3992145b8a705f525d18674fc', 'spiffy-pig-715', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000025, NULL, '', 'active', 's3://artifacts/0/4c16fbe3992145b8a705f525d18674fc/artifacts', 1, NULL);
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES ('tag 0', '', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 1', 'x', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 2', ' ', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 3', 'trailing blanks   ', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 4', '  leading', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 6', 'combining é against é', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 11', '\N', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 12', '\.', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 13', 'NULL', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 14', 'null', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 15', '{}', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 16', '0001.50', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 17', '1e400', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 18', 'true', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'model');
INSERT INTO "registered_model_tags" VALUES ('tag 22', 'no limit to fill', 'model');
CREATE TABLE model_version_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE cascade
);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 2);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 2);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 3);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 3);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 1);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 1);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 2);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 2);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 3);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 3);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 1);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 1);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 2);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 2);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 3);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 3);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 1);
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 1);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 2);
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 2);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 3);
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 3);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 1);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 1);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 2);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 2);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 3);
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 3);
INSERT INTO "model_version_tags" VALUES ('tag 0', '', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 1', 'x', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 2', ' ', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 3', 'trailing blanks   ', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 4', '  leading', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 6', 'combining é against é', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 11', '\N', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 12', '\.', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 13', 'NULL', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 14', 'null', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 15', '{}', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 16', '0001.50', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 17', '1e400', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 18', 'true', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'model', 1);
INSERT INTO "model_version_tags" VALUES ('tag 22', 'no limit to fill', 'model', 1);
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), storage_location VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES ('model', 1, 1700000000039, 1700000000055, 'no limit to fill', NULL, 'Production', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f', 'ffa2c349049c4a738124db51564a954f', 'READY', NULL, 'https://mlflow.example/#/runs/ffa2c349049c4a738124db51564a954f', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f');
INSERT INTO "model_versions" VALUES ('model', 2, 1700000000040, 1700000000056, 'a version
of model', NULL, 'Staging', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL, 'https://mlflow.example/#/runs/cccc54476dec4e89884f0b9cc94fed97', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "model_versions" VALUES ('model', 3, 1700000000041, 1700000000057, 'a version
of model', NULL, 'Archived', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL, 'https://mlflow.example/#/runs/100b591eb7f645f595fcdb18e568868a', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a');
INSERT INTO "model_versions" VALUES ('x', 1, 1700000000042, 1700000000058, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL, 'REDACTED-RUN-LINK', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f');
INSERT INTO "model_versions" VALUES ('x', 2, 1700000000043, 1700000000043, 'a version
of x', NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL, 'https://mlflow.example/#/runs/cccc54476dec4e89884f0b9cc94fed97', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "model_versions" VALUES ('x', 3, 1700000000044, 1700000000044, 'a version
of x', NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL, 'https://mlflow.example/#/runs/100b591eb7f645f595fcdb18e568868a', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 1, 1700000000045, 1700000000045, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f', 'ffa2c349049c4a738124db51564a954f', 'READY', NULL, 'https://mlflow.example/#/runs/ffa2c349049c4a738124db51564a954f', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 2, 1700000000046, 1700000000046, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL, 'https://mlflow.example/#/runs/cccc54476dec4e89884f0b9cc94fed97', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 3, 1700000000047, 1700000000047, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL, 'https://mlflow.example/#/runs/100b591eb7f645f595fcdb18e568868a', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a');
INSERT INTO "model_versions" VALUES ('  leading', 1, 1700000000048, 1700000000048, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f', 'ffa2c349049c4a738124db51564a954f', 'READY', NULL, 'https://mlflow.example/#/runs/ffa2c349049c4a738124db51564a954f', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f');
INSERT INTO "model_versions" VALUES ('  leading', 2, 1700000000049, 1700000000049, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL, 'https://mlflow.example/#/runs/cccc54476dec4e89884f0b9cc94fed97', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "model_versions" VALUES ('  leading', 3, 1700000000050, 1700000000050, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL, 'https://mlflow.example/#/runs/100b591eb7f645f595fcdb18e568868a', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a');
INSERT INTO "model_versions" VALUES ('renamed model', 1, 1700000000051, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f', 'ffa2c349049c4a738124db51564a954f', 'READY', NULL, 'https://mlflow.example/#/runs/ffa2c349049c4a738124db51564a954f', 's3://artifacts/models/ffa2c349049c4a738124db51564a954f');
INSERT INTO "model_versions" VALUES ('renamed model', 2, 1700000000052, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL, 'https://mlflow.example/#/runs/cccc54476dec4e89884f0b9cc94fed97', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "model_versions" VALUES ('renamed model', 3, 1700000000053, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL, 'https://mlflow.example/#/runs/100b591eb7f645f595fcdb18e568868a', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a');
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 13, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/0', 0.1, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/2', 5e-324, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/7', 1e+22, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/8', 0.0, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/9', 0.0, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/12', 0.0, 1600000000000, 0, 1, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('same step again', 2.0, 20, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('older step last', 1.0, 10, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('tie in time', 3.0, 10, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('full tie', 1.0, 10, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('nan first', 0.0, 10, 5, 1, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('nan last', 0.0, 10, 5, 1, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('nan against zero', 0.0, 10, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('zero against nan', 0.0, 10, 5, 1, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('signed zeros', 0.0, 10, 5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('negative steps', 1.0, 10, -5, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 9223372036854775807, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 1, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000028, 0, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('loss', -0.37614414991758865, 1600000000004, 4, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('acc', 0.3897459041212044, 1600000000004, 4, 0, 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "latest_metrics" VALUES ('loss', 0.1929433865504224, 1600000000004, 4, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5652528642174962, 1600000000004, 4, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('loss', -0.13251038510527785, 1600000000004, 4, 0, '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "latest_metrics" VALUES ('acc', -0.9010530841763102, 1600000000004, 4, 0, '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "latest_metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 4, 0, '30500b4afbfc46c7b8b43bfd85297d9c');
INSERT INTO "latest_metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 4, 0, '30500b4afbfc46c7b8b43bfd85297d9c');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES ('doubles', 0.1, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('double/0', 0.1, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.3333333333333333, 1600000000001, 'ffa2c349049c4a738124db51564a954f', 1, 0);
INSERT INTO "metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 5e-324, 1600000000002, 'ffa2c349049c4a738124db51564a954f', 2, 0);
INSERT INTO "metrics" VALUES ('double/2', 5e-324, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 2.2250738585072014e-308, 1600000000003, 'ffa2c349049c4a738124db51564a954f', 3, 0);
INSERT INTO "metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000004, 'ffa2c349049c4a738124db51564a954f', 4, 0);
INSERT INTO "metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000005, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 9007199254740992.0, 1600000000006, 'ffa2c349049c4a738124db51564a954f', 6, 0);
INSERT INTO "metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1e+22, 1600000000007, 'ffa2c349049c4a738124db51564a954f', 7, 0);
INSERT INTO "metrics" VALUES ('double/7', 1e+22, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000008, 'ffa2c349049c4a738124db51564a954f', 8, 0);
INSERT INTO "metrics" VALUES ('double/8', 0.0, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000009, 'ffa2c349049c4a738124db51564a954f', 9, 0);
INSERT INTO "metrics" VALUES ('double/9', 0.0, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000010, 'ffa2c349049c4a738124db51564a954f', 10, 0);
INSERT INTO "metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000011, 'ffa2c349049c4a738124db51564a954f', 11, 0);
INSERT INTO "metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000012, 'ffa2c349049c4a738124db51564a954f', 12, 1);
INSERT INTO "metrics" VALUES ('double/12', 0.0, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 1);
INSERT INTO "metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 'ffa2c349049c4a738124db51564a954f', 13, 0);
INSERT INTO "metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('same step again', 1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 2.0, 20, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 0.5, 15, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 9.0, 99, 'ffa2c349049c4a738124db51564a954f', 4, 0);
INSERT INTO "metrics" VALUES ('tie in time', 1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 3.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 2.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('full tie', 1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('nan first', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 1);
INSERT INTO "metrics" VALUES ('nan first', -1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', -1.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 1);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('signed zeros', 0.0, 10, 'ffa2c349049c4a738124db51564a954f', 5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 1.0, 10, 'ffa2c349049c4a738124db51564a954f', -5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 2.0, 10, 'ffa2c349049c4a738124db51564a954f', -6, 0);
INSERT INTO "metrics" VALUES ('negative steps', 3.0, 10, 'ffa2c349049c4a738124db51564a954f', -9223372036854775808, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 'ffa2c349049c4a738124db51564a954f', 9223372036854775807, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 2.0, 0, 'ffa2c349049c4a738124db51564a954f', 9007199254740993, 0);
INSERT INTO "metrics" VALUES ('infinities', -1.7976931348623157e+308, 1, 'ffa2c349049c4a738124db51564a954f', 1, 0);
INSERT INTO "metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 'ffa2c349049c4a738124db51564a954f', 1, 0);
INSERT INTO "metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000028, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.37614414991758865, 1600000000004, 'ffa2c349049c4a738124db51564a954f', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.3897459041212044, 1600000000004, 'ffa2c349049c4a738124db51564a954f', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.7949005428881571, 1600000000001, 'ffa2c349049c4a738124db51564a954f', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 0.4728347250000638, 1600000000001, 'ffa2c349049c4a738124db51564a954f', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.468006775515758, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -0.6275865027216754, 1600000000000, 'ffa2c349049c4a738124db51564a954f', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.9677994683205702, 1600000000003, 'ffa2c349049c4a738124db51564a954f', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -1.0059818607895246, 1600000000003, 'ffa2c349049c4a738124db51564a954f', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.3728178715714665, 1600000000002, 'ffa2c349049c4a738124db51564a954f', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.31024261992625607, 1600000000002, 'ffa2c349049c4a738124db51564a954f', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.4126321329473531, 1600000000003, 'cccc54476dec4e89884f0b9cc94fed97', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.2144654481189376, 1600000000003, 'cccc54476dec4e89884f0b9cc94fed97', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -1.2434477416573309, 1600000000001, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.503756892359501, 1600000000001, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.1929433865504224, 1600000000004, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.5652528642174962, 1600000000004, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.7967022052490875, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -3.54166685567743, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.03453665726107679, 1600000000002, 'cccc54476dec4e89884f0b9cc94fed97', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.0003464033599199237, 1600000000002, 'cccc54476dec4e89884f0b9cc94fed97', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143296049495772, 1600000000002, '100b591eb7f645f595fcdb18e568868a', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -1.3470136363401906, 1600000000002, '100b591eb7f645f595fcdb18e568868a', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.13251038510527785, 1600000000004, '100b591eb7f645f595fcdb18e568868a', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -0.9010530841763102, 1600000000004, '100b591eb7f645f595fcdb18e568868a', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.5248156215721826, 1600000000001, '100b591eb7f645f595fcdb18e568868a', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.7127800756022855, 1600000000001, '100b591eb7f645f595fcdb18e568868a', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.2497026960562818, 1600000000000, '100b591eb7f645f595fcdb18e568868a', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.7986934296244381, 1600000000000, '100b591eb7f645f595fcdb18e568868a', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.05990308541178636, 1600000000003, '100b591eb7f645f595fcdb18e568868a', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.4223780786735991, 1600000000003, '100b591eb7f645f595fcdb18e568868a', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.3533004032599152, 1600000000000, '30500b4afbfc46c7b8b43bfd85297d9c', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.957353912081871, 1600000000000, '30500b4afbfc46c7b8b43bfd85297d9c', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.15082950987203106, 1600000000002, '30500b4afbfc46c7b8b43bfd85297d9c', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 0.2913733958679329, 1600000000002, '30500b4afbfc46c7b8b43bfd85297d9c', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1376174363355664, 1600000000001, '30500b4afbfc46c7b8b43bfd85297d9c', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.7239112484476079, 1600000000001, '30500b4afbfc46c7b8b43bfd85297d9c', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.3133382619949413, 1600000000003, '30500b4afbfc46c7b8b43bfd85297d9c', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.20424186981250766, 1600000000003, '30500b4afbfc46c7b8b43bfd85297d9c', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, '30500b4afbfc46c7b8b43bfd85297d9c', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.032251520239921, 1600000000004, '30500b4afbfc46c7b8b43bfd85297d9c', 4, 0);
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES ('champion', 1, 'model');
INSERT INTO "registered_model_aliases" VALUES ('challenger', 2, 'model');
CREATE TABLE datasets (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "datasets" VALUES ('d21fad220ed44581a43b9377f33737af', 0, 'data emoji 🧪 👩‍👩‍👧 🇺🇳', 'digest0', 'local', '{"uri": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL);
INSERT INTO "datasets" VALUES ('1fa9aca88cba4d8eafbb7a8fdaf88e02', 0, 'data combining é against é', 'digest1', 'local', '{"uri": "combining e\u0301 against \u00e9"}', 'combining é against é', NULL);
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES ('adea015b4c0f4d5c80df06c062dd6761', 'DATASET', 'd21fad220ed44581a43b9377f33737af', 'RUN', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "inputs" VALUES ('5d41385dd3284d909e5736a1d2a11b8b', 'DATASET', 'd21fad220ed44581a43b9377f33737af', 'RUN', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "inputs" VALUES ('2054206a78214c0e9b68b624e83ef59c', 'DATASET', 'd21fad220ed44581a43b9377f33737af', 'RUN', '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "inputs" VALUES ('a8d9604d9882430e80406cc678d60609', 'DATASET', '1fa9aca88cba4d8eafbb7a8fdaf88e02', 'RUN', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "inputs" VALUES ('893ebc5aac3840daa94d2bdef06bd990', 'DATASET', '1fa9aca88cba4d8eafbb7a8fdaf88e02', 'RUN', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "inputs" VALUES ('0675fb69331c44d5b9509dd5443d05d7', 'DATASET', '1fa9aca88cba4d8eafbb7a8fdaf88e02', 'RUN', '100b591eb7f645f595fcdb18e568868a');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES ('adea015b4c0f4d5c80df06c062dd6761', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('adea015b4c0f4d5c80df06c062dd6761', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('5d41385dd3284d909e5736a1d2a11b8b', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('5d41385dd3284d909e5736a1d2a11b8b', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('2054206a78214c0e9b68b624e83ef59c', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('2054206a78214c0e9b68b624e83ef59c', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('a8d9604d9882430e80406cc678d60609', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('a8d9604d9882430e80406cc678d60609', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('893ebc5aac3840daa94d2bdef06bd990', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('893ebc5aac3840daa94d2bdef06bd990', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('0675fb69331c44d5b9509dd5443d05d7', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('0675fb69331c44d5b9509dd5443d05d7', 'note', 'combining é against é');
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES ('param 0', '', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 1', 'x', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 2', ' ', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 3', 'trailing blanks   ', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 4', '  leading', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 6', 'combining é against é', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 7', 'right to left שלום ‮مرحبا‬', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 8', '实验 實驗 実験 실험', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 11', '\N', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 12', '\.', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 13', 'NULL', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 14', 'null', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 15', '{}', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 16', '0001.50', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 17', '1e400', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 18', 'true', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 20', '﻿byte order mark � ￿ 􏿿', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 21', '../../etc; DROP TABLE runs; --', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('param 22', 'no limit to fill', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('ключ/键.with-everything_ 1', '3.5', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'ffa2c349049c4a738124db51564a954f');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '30500b4afbfc46c7b8b43bfd85297d9c');
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
COMMIT;

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
INSERT INTO "alembic_version" VALUES ('0584bdc529eb');
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
INSERT INTO "registered_models" VALUES ('prompt', 1700000000060, 1700000000064, '  leading');
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
INSERT INTO "runs" VALUES ('760b55c16bef477d9ddea745c3fdbe95', 'masked-midge-18', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1600000000000, NULL, '', 'active', 's3://artifacts/mlflow/0/760b55c16bef477d9ddea745c3fdbe95/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('7be179ddbc28469082c8e3f636c9c4aa', 'x', 'UNKNOWN', '', '', 'unknown', 'FINISHED', 1600000000001, 1700000000000, '', 'active', 's3://artifacts/0/7be179ddbc28469082c8e3f636c9c4aa/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('b2d7c6079a35412284a1487cdfd55af2', ' ', 'UNKNOWN', '', '', 'unknown', 'FAILED', 1600000000002, 1700000000000, '', 'active', 's3://artifacts/1/b2d7c6079a35412284a1487cdfd55af2/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('7187b4b71adf4c9fa7289a7f3b5bf7e5', 'trailing blanks   ', 'UNKNOWN', '', '', 'unknown', 'KILLED', 1600000000003, 1700000000000, '', 'active', 's3://artifacts/2/7187b4b71adf4c9fa7289a7f3b5bf7e5/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('4c16fbe3992145b8a705f525d18674fc', 'ambitious-hound-819', 'UNKNOWN', '', '', 'unknown', 'RUNNING', -1, NULL, '', 'active', 's3://artifacts/0/4c16fbe3992145b8a705f525d18674fc/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('619bfc520bfa4489b49f08fe44259593', 'valuable-shrew-64', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000020, NULL, '', 'active', 's3://artifacts/0/619bfc520bfa4489b49f08fe44259593/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('48821a7e22ed4d75897cdb745f46c839', 'stately-donkey-193', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9007199254740992, NULL, '', 'active', 's3://artifacts/0/48821a7e22ed4d75897cdb745f46c839/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('02fe0acb59164a5ab388569815dd13ec', 'flawless-shrew-455', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9223372036854775807, NULL, '', 'active', 's3://artifacts/0/02fe0acb59164a5ab388569815dd13ec/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('8fe0e8c9b86d479eb243fd5eef8a304a', 'awesome-slug-887', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000021, NULL, '', 'deleted', 's3://artifacts/0/8fe0e8c9b86d479eb243fd5eef8a304a/artifacts', 1, 1700000000022);
INSERT INTO "runs" VALUES ('4c0635cf9f5f42e4a0791b8ba0c9bf95', 'sneaky-skink-495', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000023, NULL, '', 'deleted', 's3://artifacts/0/4c0635cf9f5f42e4a0791b8ba0c9bf95/artifacts', 1, 1700000000024);
INSERT INTO "runs" VALUES ('12cbfa9a1c6842c9b016f8ede3b8de44', 'spiffy-pig-715', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000025, NULL, '', 'active', 's3://artifacts/0/12cbfa9a1c6842c9b016f8ede3b8de44/artifacts', 1, NULL);
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
INSERT INTO "registered_model_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt');
INSERT INTO "registered_model_tags" VALUES ('tag', 'right to left שלום ‮مرحبا‬', 'prompt');
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
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }}   leading', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} emoji 🧪 👩‍👩‍👧 🇺🇳', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} combining é against é', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 4);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} right to left שלום ‮مرحبا‬', 'prompt', 4);
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
INSERT INTO "model_versions" VALUES ('model', 1, 1700000000039, 1700000000055, 'no limit to fill', NULL, 'Production', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95', '760b55c16bef477d9ddea745c3fdbe95', 'READY', NULL, 'https://mlflow.example/#/runs/760b55c16bef477d9ddea745c3fdbe95', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "model_versions" VALUES ('model', 2, 1700000000040, 1700000000056, 'a version
of model', NULL, 'Staging', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('model', 3, 1700000000041, 1700000000057, 'a version
of model', NULL, 'Archived', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('x', 1, 1700000000042, 1700000000058, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL, 'REDACTED-RUN-LINK', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "model_versions" VALUES ('x', 2, 1700000000043, 1700000000043, 'a version
of x', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('x', 3, 1700000000044, 1700000000044, 'a version
of x', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 1, 1700000000045, 1700000000045, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95', '760b55c16bef477d9ddea745c3fdbe95', 'READY', NULL, 'https://mlflow.example/#/runs/760b55c16bef477d9ddea745c3fdbe95', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 2, 1700000000046, 1700000000046, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 3, 1700000000047, 1700000000047, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('  leading', 1, 1700000000048, 1700000000048, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95', '760b55c16bef477d9ddea745c3fdbe95', 'READY', NULL, 'https://mlflow.example/#/runs/760b55c16bef477d9ddea745c3fdbe95', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "model_versions" VALUES ('  leading', 2, 1700000000049, 1700000000049, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('  leading', 3, 1700000000050, 1700000000050, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('renamed model', 1, 1700000000051, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95', '760b55c16bef477d9ddea745c3fdbe95', 'READY', NULL, 'https://mlflow.example/#/runs/760b55c16bef477d9ddea745c3fdbe95', 's3://artifacts/models/760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "model_versions" VALUES ('renamed model', 2, 1700000000052, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('renamed model', 3, 1700000000053, 1700000000059, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('prompt', 1, 1700000000061, 1700000000061, '  leading', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 2, 1700000000062, 1700000000062, 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 3, 1700000000063, 1700000000063, 'combining é against é', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 4, 1700000000064, 1700000000064, 'right to left שלום ‮مرحبا‬', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
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
INSERT INTO "latest_metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 13, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/0', 0.1, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/2', 5e-324, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/7', 1e+22, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/8', 0.0, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/9', 0.0, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/12', 0.0, 1600000000000, 0, 1, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('same step again', 2.0, 20, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('older step last', 1.0, 10, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('tie in time', 3.0, 10, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('full tie', 1.0, 10, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('nan first', 0.0, 10, 5, 1, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('nan last', 0.0, 10, 5, 1, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('nan against zero', 0.0, 10, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('zero against nan', 0.0, 10, 5, 1, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('signed zeros', 0.0, 10, 5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('negative steps', 1.0, 10, -5, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 9223372036854775807, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 1, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000028, 0, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('loss', 0.1929433865504224, 1600000000004, 4, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5652528642174962, 1600000000004, 4, 0, '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "latest_metrics" VALUES ('loss', -0.13251038510527785, 1600000000004, 4, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('acc', -0.9010530841763102, 1600000000004, 4, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 4, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 4, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('loss', -0.5962210757761524, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('acc', -1.2537563968089789, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
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
INSERT INTO "metrics" VALUES ('doubles', 0.1, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('double/0', 0.1, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.3333333333333333, 1600000000001, '760b55c16bef477d9ddea745c3fdbe95', 1, 0);
INSERT INTO "metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 5e-324, 1600000000002, '760b55c16bef477d9ddea745c3fdbe95', 2, 0);
INSERT INTO "metrics" VALUES ('double/2', 5e-324, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 2.2250738585072014e-308, 1600000000003, '760b55c16bef477d9ddea745c3fdbe95', 3, 0);
INSERT INTO "metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000004, '760b55c16bef477d9ddea745c3fdbe95', 4, 0);
INSERT INTO "metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000005, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 9007199254740992.0, 1600000000006, '760b55c16bef477d9ddea745c3fdbe95', 6, 0);
INSERT INTO "metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1e+22, 1600000000007, '760b55c16bef477d9ddea745c3fdbe95', 7, 0);
INSERT INTO "metrics" VALUES ('double/7', 1e+22, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000008, '760b55c16bef477d9ddea745c3fdbe95', 8, 0);
INSERT INTO "metrics" VALUES ('double/8', 0.0, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000009, '760b55c16bef477d9ddea745c3fdbe95', 9, 0);
INSERT INTO "metrics" VALUES ('double/9', 0.0, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000010, '760b55c16bef477d9ddea745c3fdbe95', 10, 0);
INSERT INTO "metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000011, '760b55c16bef477d9ddea745c3fdbe95', 11, 0);
INSERT INTO "metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000012, '760b55c16bef477d9ddea745c3fdbe95', 12, 1);
INSERT INTO "metrics" VALUES ('double/12', 0.0, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 1);
INSERT INTO "metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, '760b55c16bef477d9ddea745c3fdbe95', 13, 0);
INSERT INTO "metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('same step again', 1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 2.0, 20, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 0.5, 15, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 9.0, 99, '760b55c16bef477d9ddea745c3fdbe95', 4, 0);
INSERT INTO "metrics" VALUES ('tie in time', 1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 3.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 2.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('full tie', 1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('nan first', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 1);
INSERT INTO "metrics" VALUES ('nan first', -1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', -1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 1);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('signed zeros', 0.0, 10, '760b55c16bef477d9ddea745c3fdbe95', 5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 1.0, 10, '760b55c16bef477d9ddea745c3fdbe95', -5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 2.0, 10, '760b55c16bef477d9ddea745c3fdbe95', -6, 0);
INSERT INTO "metrics" VALUES ('negative steps', 3.0, 10, '760b55c16bef477d9ddea745c3fdbe95', -9223372036854775808, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, '760b55c16bef477d9ddea745c3fdbe95', 9223372036854775807, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 2.0, 0, '760b55c16bef477d9ddea745c3fdbe95', 9007199254740993, 0);
INSERT INTO "metrics" VALUES ('infinities', -1.7976931348623157e+308, 1, '760b55c16bef477d9ddea745c3fdbe95', 1, 0);
INSERT INTO "metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, '760b55c16bef477d9ddea745c3fdbe95', 1, 0);
INSERT INTO "metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000028, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.4126321329473531, 1600000000003, '760b55c16bef477d9ddea745c3fdbe95', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.2144654481189376, 1600000000003, '760b55c16bef477d9ddea745c3fdbe95', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -1.2434477416573309, 1600000000001, '760b55c16bef477d9ddea745c3fdbe95', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.503756892359501, 1600000000001, '760b55c16bef477d9ddea745c3fdbe95', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.1929433865504224, 1600000000004, '760b55c16bef477d9ddea745c3fdbe95', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.5652528642174962, 1600000000004, '760b55c16bef477d9ddea745c3fdbe95', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.7967022052490875, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -3.54166685567743, 1600000000000, '760b55c16bef477d9ddea745c3fdbe95', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.03453665726107679, 1600000000002, '760b55c16bef477d9ddea745c3fdbe95', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.0003464033599199237, 1600000000002, '760b55c16bef477d9ddea745c3fdbe95', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143296049495772, 1600000000002, '7be179ddbc28469082c8e3f636c9c4aa', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -1.3470136363401906, 1600000000002, '7be179ddbc28469082c8e3f636c9c4aa', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.13251038510527785, 1600000000004, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -0.9010530841763102, 1600000000004, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.5248156215721826, 1600000000001, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.7127800756022855, 1600000000001, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.2497026960562818, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.7986934296244381, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.05990308541178636, 1600000000003, '7be179ddbc28469082c8e3f636c9c4aa', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.4223780786735991, 1600000000003, '7be179ddbc28469082c8e3f636c9c4aa', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.3533004032599152, 1600000000000, 'b2d7c6079a35412284a1487cdfd55af2', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.957353912081871, 1600000000000, 'b2d7c6079a35412284a1487cdfd55af2', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.15082950987203106, 1600000000002, 'b2d7c6079a35412284a1487cdfd55af2', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 0.2913733958679329, 1600000000002, 'b2d7c6079a35412284a1487cdfd55af2', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1376174363355664, 1600000000001, 'b2d7c6079a35412284a1487cdfd55af2', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.7239112484476079, 1600000000001, 'b2d7c6079a35412284a1487cdfd55af2', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.3133382619949413, 1600000000003, 'b2d7c6079a35412284a1487cdfd55af2', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.20424186981250766, 1600000000003, 'b2d7c6079a35412284a1487cdfd55af2', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 'b2d7c6079a35412284a1487cdfd55af2', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 'b2d7c6079a35412284a1487cdfd55af2', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -0.5962210757761524, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.2537563968089789, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -0.8992317078201323, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 1.0293746831211765, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.068223941831425, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 1.0855960915248515, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8406073523167527, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.8268069343812271, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1845727025416788, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -1.855408396830375, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES ('champion', 1, 'model');
INSERT INTO "registered_model_aliases" VALUES ('challenger', 2, 'model');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES ('25e30093d82b41db927855ff0675fb69', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "inputs" VALUES ('1f9252e4c06c442db37c17d7eeddbc14', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "inputs" VALUES ('96be1d0df53340df84a162962a4a3ff5', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "inputs" VALUES ('1e5fdda08037458697f9dc3fa35f4f08', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "inputs" VALUES ('070953106c514f70b5e7ffeb7ab45c41', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "inputs" VALUES ('d7f9c4a505824ee3b163ce357bbc7f37', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', 'b2d7c6079a35412284a1487cdfd55af2');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES ('25e30093d82b41db927855ff0675fb69', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('25e30093d82b41db927855ff0675fb69', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('1f9252e4c06c442db37c17d7eeddbc14', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('1f9252e4c06c442db37c17d7eeddbc14', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('96be1d0df53340df84a162962a4a3ff5', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('96be1d0df53340df84a162962a4a3ff5', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('1e5fdda08037458697f9dc3fa35f4f08', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('1e5fdda08037458697f9dc3fa35f4f08', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('070953106c514f70b5e7ffeb7ab45c41', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('070953106c514f70b5e7ffeb7ab45c41', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('d7f9c4a505824ee3b163ce357bbc7f37', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('d7f9c4a505824ee3b163ce357bbc7f37', 'note', 'combining é against é');
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES ('param 0', '', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 1', 'x', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 2', ' ', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 3', 'trailing blanks   ', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 4', '  leading', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 6', 'combining é against é', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 7', 'right to left שלום ‮مرحبا‬', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 8', '实验 實驗 実験 실험', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 11', '\N', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 12', '\.', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 13', 'NULL', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 14', 'null', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 15', '{}', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 16', '0001.50', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 17', '1e400', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 18', 'true', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 20', '﻿byte order mark � ￿ 􏿿', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 21', '../../etc; DROP TABLE runs; --', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('param 22', 'no limit to fill', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('ключ/键.with-everything_ 1', '3.5', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES ('39742c9dbe0e47869a05edf7ec797403', 0, 1600000000000, NULL, 'IN_PROGRESS');
INSERT INTO "trace_info" VALUES ('81bfc700178541bcb64b428fdafd63a1', 1, 1600000000001, 8999, 'ERROR');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', '39742c9dbe0e47869a05edf7ec797403');
INSERT INTO "trace_tags" VALUES ('t', '', '39742c9dbe0e47869a05edf7ec797403');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/39742c9dbe0e47869a05edf7ec797403/artifacts', '39742c9dbe0e47869a05edf7ec797403');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', '81bfc700178541bcb64b428fdafd63a1');
INSERT INTO "trace_tags" VALUES ('t', 'x', '81bfc700178541bcb64b428fdafd63a1');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/81bfc700178541bcb64b428fdafd63a1/artifacts', '81bfc700178541bcb64b428fdafd63a1');
INSERT INTO "trace_tags" VALUES ('late', 'x', '81bfc700178541bcb64b428fdafd63a1');
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES ('meta', '', '39742c9dbe0e47869a05edf7ec797403');
INSERT INTO "trace_request_metadata" VALUES ('meta', 'x', '81bfc700178541bcb64b428fdafd63a1');
INSERT INTO "trace_request_metadata" VALUES ('end', 'x', '81bfc700178541bcb64b428fdafd63a1');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES ('mlflow.runName', 'masked-midge-18', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'x', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('mlflow.runName', ' ', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "tags" VALUES ('mlflow.runName', 'trailing blanks   ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ambitious-hound-819', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "tags" VALUES ('mlflow.runName', 'valuable-shrew-64', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "tags" VALUES ('mlflow.runName', 'stately-donkey-193', '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.runName', 'flawless-shrew-455', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.runName', 'awesome-slug-887', '8fe0e8c9b86d479eb243fd5eef8a304a');
INSERT INTO "tags" VALUES ('mlflow.runName', 'sneaky-skink-495', '4c0635cf9f5f42e4a0791b8ba0c9bf95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'spiffy-pig-715', '12cbfa9a1c6842c9b016f8ede3b8de44');
INSERT INTO "tags" VALUES ('tag 0', '', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 1', 'x', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 2', ' ', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 3', 'trailing blanks   ', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 4', '  leading', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 6', 'combining é against é', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 8', '实验 實驗 実験 실험', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 11', '\N', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 12', '\.', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 13', 'NULL', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 14', 'null', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 15', '{}', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 16', '0001.50', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 17', '1e400', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 18', 'true', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('tag 22', 'no limit to fill', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('ключ/键', 'value', '760b55c16bef477d9ddea745c3fdbe95');
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES ('331ce4d579504dd5843d05d7893ebc5a', 0, 'data emoji 🧪 👩‍👩‍👧 🇺🇳', 'digest0', 'local', '{"uri": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL);
INSERT INTO "datasets" VALUES ('cc5ec79d2b5e46468636161be953a170', 0, 'data combining é against é', 'digest1', 'local', '{"uri": "combining e\u0301 against \u00e9"}', 'combining é against é', NULL);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
COMMIT;

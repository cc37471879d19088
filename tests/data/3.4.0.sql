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
INSERT INTO "experiments" VALUES (1, 'plain', 's3://artifacts/0', 'active', 1700000000008, 1700000000008);
INSERT INTO "experiments" VALUES (2, 'x', 's3://artifacts/1', 'active', 1700000000009, 1700000000009);
INSERT INTO "experiments" VALUES (3, 'trailing blanks   ', 's3://artifacts/2', 'active', 1700000000010, 1700000000010);
INSERT INTO "experiments" VALUES (4, '  leading', 's3://artifacts/3', 'active', 1700000000011, 1700000000011);
INSERT INTO "experiments" VALUES (5, 'emoji 🧪 👩‍👩‍👧 🇺🇳', 's3://artifacts/4', 'active', 1700000000012, 1700000000012);
INSERT INTO "experiments" VALUES (6, 'combining é against é', 's3://artifacts/5', 'active', 1700000000013, 1700000000013);
INSERT INTO "experiments" VALUES (7, 'long location', 's3://𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', 'active', 1700000000014, 1700000000014);
INSERT INTO "experiments" VALUES (8, 'to be deleted', 's3://artifacts/deleted', 'deleted', 1700000000015, 1700000000016);
INSERT INTO "experiments" VALUES (9, 'renamed ✏️', 's3://artifacts/restored', 'active', 1700000000017, 1700000000020);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES ('71994744cf8e');
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
INSERT INTO "registered_models" VALUES ('model', 1700000000032, 1700000000059, 'no limit to fill');
INSERT INTO "registered_models" VALUES ('x', 1700000000033, 1700000000060, NULL);
INSERT INTO "registered_models" VALUES ('trailing blanks   ', 1700000000034, 1700000000049, NULL);
INSERT INTO "registered_models" VALUES ('  leading', 1700000000035, 1700000000052, NULL);
INSERT INTO "registered_models" VALUES ('emoji 🧪 👩‍👩‍👧 🇺🇳', 1700000000036, 1700000000036, NULL);
INSERT INTO "registered_models" VALUES ('combining é against é', 1700000000037, 1700000000037, NULL);
INSERT INTO "registered_models" VALUES ('renamed model', 1700000000039, 1700000000061, NULL);
INSERT INTO "registered_models" VALUES ('prompt', 1700000000104, 1700000000108, '  leading');
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
INSERT INTO "runs" VALUES ('7be179ddbc28469082c8e3f636c9c4aa', 'masked-midge-18', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1600000000000, NULL, '', 'active', 's3://artifacts/mlflow/0/7be179ddbc28469082c8e3f636c9c4aa/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('b2d7c6079a35412284a1487cdfd55af2', 'x', 'UNKNOWN', '', '', 'unknown', 'FINISHED', 1600000000001, 1700000000000, '', 'active', 's3://artifacts/0/b2d7c6079a35412284a1487cdfd55af2/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('7187b4b71adf4c9fa7289a7f3b5bf7e5', ' ', 'UNKNOWN', '', '', 'unknown', 'FAILED', 1600000000002, 1700000000000, '', 'active', 's3://artifacts/1/7187b4b71adf4c9fa7289a7f3b5bf7e5/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('4c16fbe3992145b8a705f525d18674fc', 'trailing blanks   ', 'UNKNOWN', '', '', 'unknown', 'KILLED', 1600000000003, 1700000000000, '', 'active', 's3://artifacts/2/4c16fbe3992145b8a705f525d18674fc/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('619bfc520bfa4489b49f08fe44259593', 'ambitious-hound-819', 'UNKNOWN', '', '', 'unknown', 'RUNNING', -1, NULL, '', 'active', 's3://artifacts/0/619bfc520bfa4489b49f08fe44259593/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('48821a7e22ed4d75897cdb745f46c839', 'valuable-shrew-64', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000021, NULL, '', 'active', 's3://artifacts/0/48821a7e22ed4d75897cdb745f46c839/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('02fe0acb59164a5ab388569815dd13ec', 'stately-donkey-193', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9007199254740992, NULL, '', 'active', 's3://artifacts/0/02fe0acb59164a5ab388569815dd13ec/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('8fe0e8c9b86d479eb243fd5eef8a304a', 'flawless-shrew-455', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9223372036854775807, NULL, '', 'active', 's3://artifacts/0/8fe0e8c9b86d479eb243fd5eef8a304a/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('4c0635cf9f5f42e4a0791b8ba0c9bf95', 'awesome-slug-887', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000022, NULL, '', 'deleted', 's3://artifacts/0/4c0635cf9f5f42e4a0791b8ba0c9bf95/artifacts', 1, 1700000000023);
INSERT INTO "runs" VALUES ('12cbfa9a1c6842c9b016f8ede3b8de44', 'sneaky-skink-495', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000024, NULL, '', 'deleted', 's3://artifacts/0/12cbfa9a1c6842c9b016f8ede3b8de44/artifacts', 1, 1700000000025);
INSERT INTO "runs" VALUES ('a033ccdf021345829462ba2afdb0b7bc', 'spiffy-pig-715', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000026, NULL, '', 'active', 's3://artifacts/0/a033ccdf021345829462ba2afdb0b7bc/artifacts', 1, NULL);
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
INSERT INTO "model_versions" VALUES ('model', 1, 1700000000041, 1700000000057, 'no limit to fill', NULL, 'Production', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('model', 2, 1700000000042, 1700000000058, 'a version
of model', NULL, 'Staging', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('model', 3, 1700000000043, 1700000000059, 'a version
of model', NULL, 'Archived', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "model_versions" VALUES ('x', 1, 1700000000044, 1700000000060, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL, 'REDACTED-RUN-LINK', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('x', 2, 1700000000045, 1700000000045, 'a version
of x', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('x', 3, 1700000000046, 1700000000046, 'a version
of x', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 1, 1700000000047, 1700000000047, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 2, 1700000000048, 1700000000048, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 3, 1700000000049, 1700000000049, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "model_versions" VALUES ('  leading', 1, 1700000000050, 1700000000050, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('  leading', 2, 1700000000051, 1700000000051, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('  leading', 3, 1700000000052, 1700000000052, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "model_versions" VALUES ('renamed model', 1, 1700000000053, 1700000000061, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa', '7be179ddbc28469082c8e3f636c9c4aa', 'READY', NULL, 'https://mlflow.example/#/runs/7be179ddbc28469082c8e3f636c9c4aa', 's3://artifacts/models/7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "model_versions" VALUES ('renamed model', 2, 1700000000054, 1700000000061, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2', 'b2d7c6079a35412284a1487cdfd55af2', 'READY', NULL, 'https://mlflow.example/#/runs/b2d7c6079a35412284a1487cdfd55af2', 's3://artifacts/models/b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "model_versions" VALUES ('renamed model', 3, 1700000000055, 1700000000061, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "model_versions" VALUES ('prompt', 1, 1700000000105, 1700000000105, '  leading', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 2, 1700000000106, 1700000000106, 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 3, 1700000000107, 1700000000107, 'combining é against é', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
INSERT INTO "model_versions" VALUES ('prompt', 4, 1700000000108, 1700000000108, 'right to left שלום ‮مرحبا‬', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source');
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
INSERT INTO "latest_metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 13, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/0', 0.1, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/2', 5e-324, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/7', 1e+22, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/8', 0.0, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/9', 0.0, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/12', 0.0, 1600000000000, 0, 1, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('same step again', 2.0, 20, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('older step last', 1.0, 10, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('tie in time', 3.0, 10, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('full tie', 1.0, 10, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('nan first', 0.0, 10, 5, 1, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('nan last', 0.0, 10, 5, 1, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('nan against zero', 0.0, 10, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('zero against nan', 0.0, 10, 5, 1, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('signed zeros', 0.0, 10, 5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('negative steps', 1.0, 10, -5, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 9223372036854775807, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 1, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000029, 0, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('loss', 1.069051408853864, 1600000000004, 4, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('acc', 0.004005209831411968, 1600000000004, 4, 0, '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "latest_metrics" VALUES ('loss', -0.05990308541178636, 1600000000004, 4, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('acc', -0.4223780786735991, 1600000000004, 4, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('loss', -0.5962210757761524, 1600000000004, 4, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('acc', -1.2537563968089789, 1600000000004, 4, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 0', 0.1, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 1', 0.3333333333333333, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 2', 5e-324, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 3', 2.2250738585072014e-308, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 4', 1.7976931348623157e+308, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 5', -1.7976931348623157e+308, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 6', 9007199254740992.0, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 7', 1e+22, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 8', 0.0, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 9', 0.0, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 10', 1.7976931348623157e+308, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 11', -1.7976931348623157e+308, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 12', 0.0, 10, 5, 1, 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "latest_metrics" VALUES ('score 13', 123456789.12345679, 10, 5, 0, 'b2d7c6079a35412284a1487cdfd55af2');
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
INSERT INTO "metrics" VALUES ('doubles', 0.1, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('double/0', 0.1, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.3333333333333333, 1600000000001, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 5e-324, 1600000000002, '7be179ddbc28469082c8e3f636c9c4aa', 2, 0);
INSERT INTO "metrics" VALUES ('double/2', 5e-324, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 2.2250738585072014e-308, 1600000000003, '7be179ddbc28469082c8e3f636c9c4aa', 3, 0);
INSERT INTO "metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000004, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000005, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 9007199254740992.0, 1600000000006, '7be179ddbc28469082c8e3f636c9c4aa', 6, 0);
INSERT INTO "metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1e+22, 1600000000007, '7be179ddbc28469082c8e3f636c9c4aa', 7, 0);
INSERT INTO "metrics" VALUES ('double/7', 1e+22, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000008, '7be179ddbc28469082c8e3f636c9c4aa', 8, 0);
INSERT INTO "metrics" VALUES ('double/8', 0.0, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000009, '7be179ddbc28469082c8e3f636c9c4aa', 9, 0);
INSERT INTO "metrics" VALUES ('double/9', 0.0, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000010, '7be179ddbc28469082c8e3f636c9c4aa', 10, 0);
INSERT INTO "metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000011, '7be179ddbc28469082c8e3f636c9c4aa', 11, 0);
INSERT INTO "metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000012, '7be179ddbc28469082c8e3f636c9c4aa', 12, 1);
INSERT INTO "metrics" VALUES ('double/12', 0.0, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 1);
INSERT INTO "metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, '7be179ddbc28469082c8e3f636c9c4aa', 13, 0);
INSERT INTO "metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('same step again', 1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 2.0, 20, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 0.5, 15, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 9.0, 99, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('tie in time', 1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 3.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 2.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('full tie', 1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('nan first', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 1);
INSERT INTO "metrics" VALUES ('nan first', -1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', -1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 1);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('signed zeros', 0.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', 5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 1.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', -5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 2.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', -6, 0);
INSERT INTO "metrics" VALUES ('negative steps', 3.0, 10, '7be179ddbc28469082c8e3f636c9c4aa', -9223372036854775808, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, '7be179ddbc28469082c8e3f636c9c4aa', 9223372036854775807, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 2.0, 0, '7be179ddbc28469082c8e3f636c9c4aa', 9007199254740993, 0);
INSERT INTO "metrics" VALUES ('infinities', -1.7976931348623157e+308, 1, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000029, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143214924482669, 1600000000001, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 0.8582310353164021, 1600000000001, '7be179ddbc28469082c8e3f636c9c4aa', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.39339939527745726, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -0.5344641514459845, 1600000000000, '7be179ddbc28469082c8e3f636c9c4aa', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.9082681194488185, 1600000000003, '7be179ddbc28469082c8e3f636c9c4aa', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 1.5004308903985357, 1600000000003, '7be179ddbc28469082c8e3f636c9c4aa', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 3.5887609000202585, 1600000000002, '7be179ddbc28469082c8e3f636c9c4aa', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.031012643200338738, 1600000000002, '7be179ddbc28469082c8e3f636c9c4aa', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.069051408853864, 1600000000004, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.004005209831411968, 1600000000004, '7be179ddbc28469082c8e3f636c9c4aa', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143296049495772, 1600000000002, 'b2d7c6079a35412284a1487cdfd55af2', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -1.3470136363401906, 1600000000002, 'b2d7c6079a35412284a1487cdfd55af2', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.13251038510527785, 1600000000003, 'b2d7c6079a35412284a1487cdfd55af2', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.9010530841763102, 1600000000003, 'b2d7c6079a35412284a1487cdfd55af2', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.5248156215721826, 1600000000001, 'b2d7c6079a35412284a1487cdfd55af2', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.7127800756022855, 1600000000001, 'b2d7c6079a35412284a1487cdfd55af2', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.2497026960562818, 1600000000000, 'b2d7c6079a35412284a1487cdfd55af2', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.7986934296244381, 1600000000000, 'b2d7c6079a35412284a1487cdfd55af2', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.05990308541178636, 1600000000004, 'b2d7c6079a35412284a1487cdfd55af2', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -0.4223780786735991, 1600000000004, 'b2d7c6079a35412284a1487cdfd55af2', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.3533004032599152, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.957353912081871, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.15082950987203106, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 0.2913733958679329, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1376174363355664, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.7239112484476079, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.3133382619949413, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.20424186981250766, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.032251520239921, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -0.5962210757761524, 1600000000004, '4c16fbe3992145b8a705f525d18674fc', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.2537563968089789, 1600000000004, '4c16fbe3992145b8a705f525d18674fc', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -0.8992317078201323, 1600000000002, '4c16fbe3992145b8a705f525d18674fc', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 1.0293746831211765, 1600000000002, '4c16fbe3992145b8a705f525d18674fc', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.068223941831425, 1600000000001, '4c16fbe3992145b8a705f525d18674fc', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 1.0855960915248515, 1600000000001, '4c16fbe3992145b8a705f525d18674fc', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8406073523167527, 1600000000000, '4c16fbe3992145b8a705f525d18674fc', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.8268069343812271, 1600000000000, '4c16fbe3992145b8a705f525d18674fc', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1845727025416788, 1600000000003, '4c16fbe3992145b8a705f525d18674fc', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -1.855408396830375, 1600000000003, '4c16fbe3992145b8a705f525d18674fc', 3, 0);
INSERT INTO "metrics" VALUES ('score 0', 0.1, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 1', 0.3333333333333333, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 2', 5e-324, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 3', 2.2250738585072014e-308, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 4', 1.7976931348623157e+308, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 5', -1.7976931348623157e+308, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 6', 9007199254740992.0, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 7', 1e+22, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 8', 0.0, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 9', 0.0, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 10', 1.7976931348623157e+308, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 11', -1.7976931348623157e+308, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
INSERT INTO "metrics" VALUES ('score 12', 0.0, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 1);
INSERT INTO "metrics" VALUES ('score 13', 123456789.12345679, 10, 'b2d7c6079a35412284a1487cdfd55af2', 5, 0);
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
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES ('25e30093d82b41db927855ff0675fb69', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', '7be179ddbc28469082c8e3f636c9c4aa', 0);
INSERT INTO "inputs" VALUES ('1f9252e4c06c442db37c17d7eeddbc14', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', 'b2d7c6079a35412284a1487cdfd55af2', 0);
INSERT INTO "inputs" VALUES ('96be1d0df53340df84a162962a4a3ff5', 'DATASET', '331ce4d579504dd5843d05d7893ebc5a', 'RUN', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0);
INSERT INTO "inputs" VALUES ('1e5fdda08037458697f9dc3fa35f4f08', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', '7be179ddbc28469082c8e3f636c9c4aa', 0);
INSERT INTO "inputs" VALUES ('070953106c514f70b5e7ffeb7ab45c41', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', 'b2d7c6079a35412284a1487cdfd55af2', 0);
INSERT INTO "inputs" VALUES ('d7f9c4a505824ee3b163ce357bbc7f37', 'DATASET', 'cc5ec79d2b5e46468636161be953a170', 'RUN', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0);
INSERT INTO "inputs" VALUES ('204eb32c8f774428bff121be13b2ae25', 'RUN_OUTPUT', '7be179ddbc28469082c8e3f636c9c4aa', 'MODEL_OUTPUT', 'm-39742c9dbe0e47869a05edf7ec797403', 0);
INSERT INTO "inputs" VALUES ('52480b1b7d474bd3aa52f6e9ce2b25e4', 'RUN_OUTPUT', '7be179ddbc28469082c8e3f636c9c4aa', 'MODEL_OUTPUT', 'm-81bfc700178541bcb64b428fdafd63a1', 1);
INSERT INTO "inputs" VALUES ('f69d8bccc78b4d8f9681c1ead4766ef5', 'RUN_INPUT', 'b2d7c6079a35412284a1487cdfd55af2', 'MODEL_INPUT', 'm-81bfc700178541bcb64b428fdafd63a1', 0);
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
INSERT INTO "params" VALUES ('param 0', '', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 1', 'x', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 2', ' ', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 3', 'trailing blanks   ', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 4', '  leading', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 6', 'combining é against é', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 7', 'right to left שלום ‮مرحبا‬', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 8', '实验 實驗 実験 실험', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 11', '\N', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 12', '\.', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 13', 'NULL', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 14', 'null', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 15', '{}', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 16', '0001.50', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 17', '1e400', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 18', 'true', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 20', '﻿byte order mark � ￿ 􏿿', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 21', '../../etc; DROP TABLE runs; --', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('param 22', 'no limit to fill', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('ключ/键.with-everything_ 1', '3.5', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '4c16fbe3992145b8a705f525d18674fc');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES ('4b8b355706064430a5818c98c592fec7', 0, 1600000000000, NULL, 'IN_PROGRESS', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('e318b13291844730a38fbe3d65770632', 1, 1600000000001, 8999, 'ERROR', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000000', 0, 1600000000000, 0, 'OK', 'client 0', '', '');
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000001', 1, 1600086400001, 1, 'ERROR', 'client 1', 'x', NULL);
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000002', 0, 1600172800002, NULL, 'IN_PROGRESS', 'client 2', ' ', ' ');
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000003', 1, 1600000000003, 3, 'OK', 'client 3', 'trailing blanks   ', NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003e8', 0, 1600000000000, 1234, 'OK', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003e9', 1, 1600086400000, 1234, 'OK', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003ea', 0, 1600172800000, 1234, 'OK', NULL, NULL, NULL);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', '4b8b355706064430a5818c98c592fec7');
INSERT INTO "trace_tags" VALUES ('t', '', '4b8b355706064430a5818c98c592fec7');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/4b8b355706064430a5818c98c592fec7/artifacts', '4b8b355706064430a5818c98c592fec7');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_tags" VALUES ('t', 'x', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/e318b13291844730a38fbe3d65770632/artifacts', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_tags" VALUES ('late', 'x', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'name 0', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_tags" VALUES ('text', '', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/tr-00000000000000000000000000000000/artifacts', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'name 1', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_tags" VALUES ('text', 'x', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/tr-00000000000000000000000000000001/artifacts', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'name 2', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_tags" VALUES ('text', ' ', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/tr-00000000000000000000000000000002/artifacts', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'name 0', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_tags" VALUES ('text', 'trailing blanks   ', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/tr-00000000000000000000000000000003/artifacts', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/tr-000000000000000000000000000003e8/artifacts', 'tr-000000000000000000000000000003e8');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/tr-000000000000000000000000000003e9/artifacts', 'tr-000000000000000000000000000003e9');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/tr-000000000000000000000000000003ea/artifacts', 'tr-000000000000000000000000000003ea');
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES ('meta', '', '4b8b355706064430a5818c98c592fec7');
INSERT INTO "trace_request_metadata" VALUES ('meta', 'x', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_request_metadata" VALUES ('end', 'x', 'e318b13291844730a38fbe3d65770632');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 0', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7be179ddbc28469082c8e3f636c9c4aa', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('text', '', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace_schema.version', '3', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 1', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7be179ddbc28469082c8e3f636c9c4aa', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('text', 'x', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace_schema.version', '3', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 0', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7be179ddbc28469082c8e3f636c9c4aa', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('text', ' ', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace_schema.version', '3', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 1', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7be179ddbc28469082c8e3f636c9c4aa', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('text', 'trailing blanks   ', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace_schema.version', '3', 'tr-00000000000000000000000000000003');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES ('mlflow.runName', 'masked-midge-18', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('mlflow.runName', 'x', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "tags" VALUES ('mlflow.runName', ' ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('mlflow.runName', 'trailing blanks   ', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ambitious-hound-819', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "tags" VALUES ('mlflow.runName', 'valuable-shrew-64', '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.runName', 'stately-donkey-193', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '8fe0e8c9b86d479eb243fd5eef8a304a');
INSERT INTO "tags" VALUES ('mlflow.runName', 'flawless-shrew-455', '8fe0e8c9b86d479eb243fd5eef8a304a');
INSERT INTO "tags" VALUES ('mlflow.runName', 'awesome-slug-887', '4c0635cf9f5f42e4a0791b8ba0c9bf95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'sneaky-skink-495', '12cbfa9a1c6842c9b016f8ede3b8de44');
INSERT INTO "tags" VALUES ('mlflow.runName', 'spiffy-pig-715', 'a033ccdf021345829462ba2afdb0b7bc');
INSERT INTO "tags" VALUES ('tag 0', '', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 1', 'x', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 2', ' ', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 3', 'trailing blanks   ', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 4', '  leading', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 6', 'combining é against é', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 8', '实验 實驗 実験 실험', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 11', '\N', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 12', '\.', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 13', 'NULL', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 14', 'null', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 15', '{}', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 16', '0001.50', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 17', '1e400', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 18', 'true', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('tag 22', 'no limit to fill', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('ключ/键', 'value', '7be179ddbc28469082c8e3f636c9c4aa');
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
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'logged 模型 0', 's3://artifacts/mlflow/0/models/m-39742c9dbe0e47869a05edf7ec797403/artifacts', 1700000000062, 1700000000065, 2, 'active', 'agent', NULL, NULL);
INSERT INTO "logged_models" VALUES ('m-81bfc700178541bcb64b428fdafd63a1', 1, 'logged 模型 1', 's3://artifacts/0/models/m-81bfc700178541bcb64b428fdafd63a1/artifacts', 1700000000063, 1700000000066, 3, 'active', '', '7be179ddbc28469082c8e3f636c9c4aa', NULL);
INSERT INTO "logged_models" VALUES ('m-a005c6ea1e2c4070b4badeda7cb27655', 0, 'logged 模型 2', 's3://artifacts/mlflow/0/models/m-a005c6ea1e2c4070b4badeda7cb27655/artifacts', 1700000000064, 1700000000067, 1, 'deleted', NULL, '7be179ddbc28469082c8e3f636c9c4aa', NULL);
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 0', 10, 5, 0.1, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 1', 10, 5, 0.3333333333333333, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 2', 10, 5, 5e-324, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 3', 10, 5, 2.2250738585072014e-308, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 4', 10, 5, 1.7976931348623157e+308, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 5', 10, 5, -1.7976931348623157e+308, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 6', 10, 5, 9007199254740992.0, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 7', 10, 5, 1e+22, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 8', 10, 5, 0.0, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 9', 10, 5, 0.0, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 10', 10, 5, 1.7976931348623157e+308, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 11', 10, 5, -1.7976931348623157e+308, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 12', 10, 5, 0.0, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 'score 13', 10, 5, 123456789.12345679, 0, 'b2d7c6079a35412284a1487cdfd55af2', NULL, 'data x', 'd1');
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 0', '');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 1', 'x');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 2', ' ');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 3', 'trailing blanks   ');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 4', '  leading');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 6', 'combining é against é');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 7', 'right to left שלום ‮مرحبا‬');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 8', '实验 實驗 実験 실험');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT));
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 11', '\N');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 12', '\.');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 13', 'NULL');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 14', 'null');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 15', '{}');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 16', '0001.50');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 17', '1e400');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 18', 'true');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT));
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 20', '﻿byte order mark � ￿ 􏿿');
INSERT INTO "logged_model_params" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'param 21', '../../etc; DROP TABLE runs; --');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 0', '');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 1', 'x');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 2', ' ');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 3', 'trailing blanks   ');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 4', '  leading');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 6', 'combining é against é');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 7', 'right to left שלום ‮مرحبا‬');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 8', '实验 實驗 実験 실험');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT));
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 11', '\N');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 12', '\.');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 13', 'NULL');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 14', 'null');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 15', '{}');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 16', '0001.50');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 17', '1e400');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 18', 'true');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT));
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 20', '﻿byte order mark � ￿ 􏿿');
INSERT INTO "logged_model_tags" VALUES ('m-39742c9dbe0e47869a05edf7ec797403', 0, 'tag 21', '../../etc; DROP TABLE runs; --');
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
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
INSERT INTO "model_version_tags" VALUES ('tag', '  leading', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }}   leading', 'prompt', 1);
INSERT INTO "model_version_tags" VALUES ('tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} emoji 🧪 👩‍👩‍👧 🇺🇳', 'prompt', 2);
INSERT INTO "model_version_tags" VALUES ('tag', 'combining é against é', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} combining é against é', 'prompt', 3);
INSERT INTO "model_version_tags" VALUES ('tag', 'right to left שלום ‮مرحبا‬', 'prompt', 4);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 4);
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 4);
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} right to left שלום ‮مرحبا‬', 'prompt', 4);
CREATE TABLE assessments (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "assessments" VALUES ('a-68c80b7d58b9416d80b26254eb185276', 'tr-00000000000000000000000000000000', 'quality', 'feedback', '3', NULL, 1700000000068, 1700000000068, 'HUMAN', 'someone@example.org', NULL, NULL, '', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-868b30c1b11c46ed8bb2a76725259aa3', 'tr-00000000000000000000000000000000', 'expected', 'expectation', '{"text": ""}', NULL, 1700000000069, 1700000000069, 'HUMAN', 'someone@example.org', NULL, NULL, NULL, NULL, 1, '{"key": ""}');
INSERT INTO "assessments" VALUES ('a-0c26c6ea1b144e35964e3c7955be3325', 'tr-00000000000000000000000000000001', 'quality', 'feedback', 'null', '{"error_code": "TIMEOUT", "error_message": "it took too long \ud835\udcb3", "stack_trace": null}', 1700000000076, 1700000000080, 'HUMAN', 'someone@example.org', NULL, NULL, 'second thoughts', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-4bbcd99e434a4857b272882d3135b866', 'tr-00000000000000000000000000000002', 'quality', 'feedback', 'true', NULL, 1700000000082, 1700000000082, 'HUMAN', 'someone@example.org', NULL, NULL, ' ', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-0178a256799044bcb2cd8bbbb7b88f21', 'tr-00000000000000000000000000000002', 'expected', 'expectation', '{"text": " "}', NULL, 1700000000083, 1700000000083, 'HUMAN', 'someone@example.org', NULL, NULL, NULL, NULL, 1, '{"key": " "}');
CREATE TABLE spans (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000001', NULL, 'unnamed', 'AGENT', 'OK', 1600000000000000001, 1600000001234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAE=", "trace_state": "", "parent_span_id": "", "name": "unnamed", "start_time_unix_nano": 1600000000000000001, "end_time_unix_nano": 1600000001234567892, "attributes": {"mlflow.spanInputs": "[\"unnamed\"]", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"AGENT\""}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600000000000000002, 1600000001234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAI=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600000000000000002, "end_time_unix_nano": 1600000001234567893, "attributes": {"mlflow.llm.provider": "\"provider\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.spanInputs": "{\"text\": \"unnamed\", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.llm.model": "\"model\"", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}"}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600000000000000003, 1600000001234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAM=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600000000000000003, "end_time_unix_nano": 1600000001234567894, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"TOOL\""}, "status": {"message": "broken", "code": "STATUS_CODE_ERROR"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000004', '0000000000000003', 'endless', 'TOOL', 'OK', 1600000000000000004, NULL, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAQ=", "trace_state": "", "parent_span_id": "AAAAAAAAAAM=", "name": "endless", "start_time_unix_nano": 1600000000000000004, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"TOOL\""}, "status": {"code": "STATUS_CODE_OK"}, "end_time_unix_nano": null}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000001', NULL, 'x', 'AGENT', 'OK', 1600086400000000001, 1600086401234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAE=", "trace_state": "", "parent_span_id": "", "name": "x", "start_time_unix_nano": 1600086400000000001, "end_time_unix_nano": 1600086401234567892, "attributes": {"mlflow.spanInputs": "[\"x\"]", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"AGENT\""}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600086400000000002, 1600086401234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAI=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600086400000000002, "end_time_unix_nano": 1600086401234567893, "attributes": {"mlflow.llm.provider": "\"provider\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.spanInputs": "{\"text\": \"x\", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.llm.model": "\"model\"", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}"}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600086400000000003, 1600086401234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAM=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600086400000000003, "end_time_unix_nano": 1600086401234567894, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"TOOL\""}, "status": {"message": "broken", "code": "STATUS_CODE_ERROR"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000001', NULL, ' ', 'AGENT', 'OK', 1600172800000000001, 1600172801234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAE=", "trace_state": "", "parent_span_id": "", "name": " ", "start_time_unix_nano": 1600172800000000001, "end_time_unix_nano": 1600172801234567892, "attributes": {"mlflow.spanInputs": "[\" \"]", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"AGENT\""}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600172800000000002, 1600172801234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAI=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600172800000000002, "end_time_unix_nano": 1600172801234567893, "attributes": {"mlflow.llm.provider": "\"provider\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.spanInputs": "{\"text\": \" \", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}", "mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.llm.model": "\"model\"", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}"}, "status": {"code": "STATUS_CODE_OK"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600172800000000003, 1600172801234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAM=", "trace_state": "", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600172800000000003, "end_time_unix_nano": 1600172801234567894, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"TOOL\""}, "status": {"message": "broken", "code": "STATUS_CODE_ERROR"}}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000004', '0000000000000003', 'endless', 'TOOL', 'OK', 1600172800000000004, NULL, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAQ=", "trace_state": "", "parent_span_id": "AAAAAAAAAAM=", "name": "endless", "start_time_unix_nano": 1600172800000000004, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"TOOL\""}, "status": {"code": "STATUS_CODE_OK"}, "end_time_unix_nano": null}');
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES ('64e9f684d23a47a3bbc92bcd7cffc2fd', 'trace', '4b8b355706064430a5818c98c592fec7', 'run', '7be179ddbc28469082c8e3f636c9c4aa', 1700000000090);
INSERT INTO "entity_associations" VALUES ('4dbbf600926e4d07909f92ce8a36712c', 'trace', 'e318b13291844730a38fbe3d65770632', 'run', '7be179ddbc28469082c8e3f636c9c4aa', 1700000000091);
INSERT INTO "entity_associations" VALUES ('83a7520fd65040619fa74ecc47675a98', 'trace', 'tr-00000000000000000000000000000000', 'run', '7be179ddbc28469082c8e3f636c9c4aa', 1700000000092);
INSERT INTO "entity_associations" VALUES ('a-0fec75f8edfe4b8e83089803ee8b10dd', 'evaluation_dataset', 'd-129a4fbbbf34433b9f1087044e016e60', 'experiment', '0', 1700000000093);
INSERT INTO "entity_associations" VALUES ('a-5f0c0314cf114c7a9c56af63448cfc33', 'evaluation_dataset', 'd-129a4fbbbf34433b9f1087044e016e60', 'experiment', '1', 1700000000093);
INSERT INTO "entity_associations" VALUES ('a-354cd060115a4126b24399fa4d0d0709', 'evaluation_dataset', 'd-7299af664faf43198f58f931bb2dee3a', 'experiment', '0', 1700000000095);
INSERT INTO "entity_associations" VALUES ('a-476eea0e344742e7875fb71e28400730', 'evaluation_dataset', 'd-7299af664faf43198f58f931bb2dee3a', 'experiment', '1', 1700000000095);
CREATE TABLE webhooks (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
INSERT INTO "webhooks" VALUES ('38b2b972-de46-49f2-9590-6b971072df04', 'webhook', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'https://192.88.99.1/x', 'ACTIVE', 'gAAAAABlU_EA4ntIv7SWoEAzgqQ9FYzlth0uqN8r4EX3WQnZ-6T1m-rNyfsqfdUFQ5wZuxlFteLHCf_z6Pg8dPiMqQe3bLBVDQ==', 1700000000101, 1700000000101, NULL);
INSERT INTO "webhooks" VALUES ('6c303a5a-051f-4f87-8d9d-de3c792502d1', 'off', NULL, 'https://192.88.99.1/y', 'DISABLED', NULL, 1700000000103, 1700000000103, NULL);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
INSERT INTO "webhook_events" VALUES ('38b2b972-de46-49f2-9590-6b971072df04', 'registered_model', 'created');
INSERT INTO "webhook_events" VALUES ('38b2b972-de46-49f2-9590-6b971072df04', 'model_version', 'created');
INSERT INTO "webhook_events" VALUES ('6c303a5a-051f-4f87-8d9d-de3c792502d1', 'registered_model', 'created');
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES (1, 'judge', '272d4a05-109e-4a1b-aa5b-66a89d59d1a8');
INSERT INTO "scorers" VALUES (1, 'other 裁判', 'bfc819b2-cea7-4c2e-a486-07c5826ab2a5');
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES ('272d4a05-109e-4a1b-aa5b-66a89d59d1a8', 1, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "openai:/gpt", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.4.0", "serialization_version": 1}', 1700000000098);
INSERT INTO "scorer_versions" VALUES ('272d4a05-109e-4a1b-aa5b-66a89d59d1a8', 2, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "openai:/gpt", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.4.0", "serialization_version": 1}', 1700000000099);
INSERT INTO "scorer_versions" VALUES ('bfc819b2-cea7-4c2e-a486-07c5826ab2a5', 1, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "openai:/gpt", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.4.0", "serialization_version": 1}', 1700000000100);
CREATE TABLE evaluation_datasets (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES ('d-129a4fbbbf34433b9f1087044e016e60', 'evaluation 评估 0', '{"inputs": {"number": "integer", "text": "string", "nul": "string", "half": "string", "float": "float"}, "expectations": {"expected": "string"}, "version": "1.0"}', '{"num_records": 22}', 'e3351810', 1700000000093, 1700000000094, NULL, 'someone');
INSERT INTO "evaluation_datasets" VALUES ('d-7299af664faf43198f58f931bb2dee3a', 'evaluation 评估 1', '{"inputs": {"number": "integer", "text": "string", "nul": "string", "half": "string", "float": "float"}, "expectations": {"expected": "string"}, "version": "1.0"}', '{"num_records": 22}', 'd91c8e8a', 1700000000095, 1700000000096, NULL, 'someone');
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES ('d-129a4fbbbf34433b9f1087044e016e60', 'tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-129a4fbbbf34433b9f1087044e016e60', 'empty', '');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-7299af664faf43198f58f931bb2dee3a', 'tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-7299af664faf43198f58f931bb2dee3a', 'empty', '');
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
INSERT INTO "evaluation_dataset_records" VALUES ('dr-6f6c16ab959f4d349400f3082c81ad0d', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 0, "text": "", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{}', 'null', NULL, NULL, 1700000000094, 1700000000094, NULL, NULL, 'a512983a55f94eb9b80d5ae4d4fc53eeaacc10035d3a06f56deb3b67c22eac10');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ac08f4c035b84c7f981456a3cf43f4c8', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 1, "text": "x", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "x"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "x"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', 'aca08f4f798be855be4bf6d7d6de78867ef32257b1b8ae144183006e41d4324c');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-7ed6563773844f72bf8a7b0ade1ebf7b', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 2, "text": " ", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', '275955ac4d2a47689e91a9929d3725e39df8974b6a614237fb8702d3ef3be077');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ed6248d215ec4e2580a02bee980818f3', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 3, "text": "trailing blanks   ", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "trailing blanks   "}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "trailing blanks   "}}', NULL, 'HUMAN', 1700000000094, 1700000000094, NULL, NULL, '55e1b1c1c97a14727f869034a731e943e2509509d91de48ee83a36dea70f7028');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-14cc0de106c74f27bcf75a3b7ffeeafe', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 4, "text": "  leading", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', '97a10f408d4c75e97d9031ffa72c3de5e43097de7e7825309da5d79ec258b44c');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-e2d61b2d31c54cecab2882f05ce67ed4', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 5, "text": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', 'f66baa0fe96c68bd2da2df2b8370e748a0880cb7746f9350b71af84a5e19c31b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-8f58ea4ca5d54565bef65a4f16d3f7a8', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 6, "text": "combining e\u0301 against \u00e9", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{}', 'null', NULL, NULL, 1700000000094, 1700000000094, NULL, NULL, 'c8668cdd1f7878a86c96c1dd69cf4934318338ca2479ab210eb39bfc97635bb0');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1a9222c085cd4f7086e228f91dee271d', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 7, "text": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', '407426c5f4f120b11779f0c810a4d60030743af2fdfd94f8925a3321390412d9');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-eb5956ea2ff74646a5d3ee260db845ec', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 8, "text": "\u5b9e\u9a8c \u5be6\u9a57 \u5b9f\u9a13 \uc2e4\ud5d8", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', '441b63a622ed2bf307a839cb3fad515244420f2834443fb5357765959b6f420d');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-eeb5867013ea4da2b71f206c5161dcbe', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 9, "text": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, NULL, NULL, 'ce3c5352ab8b92afdd3ed8256087adc3a599d0fa0d86da819b221a1a48e4884d');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-5dd88b08887c4ab4be7ec731d552f386', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 10, "text": "first line\nsecond\r\nthird\r\ttabbed\u000b\f", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', 'c7d372e2c6055ea90d5f06df3924207065b8eec4bffd8951161000d87d189ea3');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-9d2d3fe5d4bb44bd9ddd6a041b94f234', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 11, "text": "\\N", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "\\N"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "\\N"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', '1f351ab127e0dc9db2a3074f7b47ed7b79c833b499e7ebe78f221692f682ef5a');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-c9a23f98fff249d7a31f4a337c9ac39a', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 12, "text": "\\.", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{}', 'null', NULL, NULL, 1700000000094, 1700000000094, NULL, NULL, '3343d3e710899ebec45b5df739543cf4edb70af603640b5b29d7407e793f93f6');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-d49fc768a0914a50a55a2cb57df41b9d', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 13, "text": "NULL", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "NULL"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "NULL"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', '84788013b3d9b5001661d0f91a7a8c33947f337113a4e871d97675ade46bf43b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-5ef9831cfd2d4aa7b7090b01bb819a0e', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 14, "text": "null", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', 'f878dbe9bb78d94f0457cdf56245e3bf9dbad0296b31ae9dde7817a35c1dc289');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-745be9ddc9fd4bb4a84f23b7864554e1', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 15, "text": "{}", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "{}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "{}"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, NULL, NULL, '2e82007c3f636bea2c6ca99a3d0434febd1f79d38a52aba7271ee04272bd184b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-e61850c4a7b042f594cdd03023d3cae9', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 16, "text": "0001.50", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', '39fe25d50479ad2026cf2fb69159f4f4ddb8c341a20c293df6033ef4576b4853');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-c0a82402f0734920a23a9c2f685a396d', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 17, "text": "1e400", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "1e400"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "1e400"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', '21ae3f1ce152e80402ddacdb65432dd5c62f9dde50fff1bc1e4af11980402823');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-4dc008594a864a7aa64b491e3b523613', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 18, "text": "true", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{}', 'null', NULL, NULL, 1700000000094, 1700000000094, NULL, NULL, '23f19fa313568732ecded27abcbde82720c5b73a084adbd8a8de8560a84a9204');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-dd755f0595734212994a5c4db74a3fda', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 19, "text": "control \u0001\b\u001b\u001f\u007f\u0080\u009f", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, 'someone', 'someone', 'ca1b46193905f6ecbb07827e924569d4eebdd180ac5d4f88eb315ab4c1a0b711');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-c06444c52e554ff19f3daa80b0ffa3d9', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 20, "text": "\ufeffbyte order mark \ufffd \uffff \udbff\udfff", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000094, 1700000000094, 'someone', 'someone', 'a77f7425e816732972bc44f59caeb509fc1b971ae01fddf7b62b66deef493d79');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-3f19f7b47f344fb1b04859981425a366', 'd-129a4fbbbf34433b9f1087044e016e60', '{"number": 21, "text": "../../etc; DROP TABLE runs; --", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "../../etc; DROP TABLE runs; --"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "../../etc; DROP TABLE runs; --"}}', NULL, 'HUMAN', 1700000000094, 1700000000094, NULL, NULL, '1b736dd4ca6ab28122239a74f3c7adb5ec6f1c9be817503afe81ff2e3277c832');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ce3cffa368904001a0dd87736021f1b4', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 0, "text": "", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{}', 'null', NULL, NULL, 1700000000096, 1700000000096, NULL, NULL, 'a512983a55f94eb9b80d5ae4d4fc53eeaacc10035d3a06f56deb3b67c22eac10');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-214f020661844cdc8acc078ce3d71511', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 1, "text": "x", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "x"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "x"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', 'aca08f4f798be855be4bf6d7d6de78867ef32257b1b8ae144183006e41d4324c');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-bda9b56173dd4de8af30e9ee76ac1eb0', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 2, "text": " ", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', '275955ac4d2a47689e91a9929d3725e39df8974b6a614237fb8702d3ef3be077');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-c38e66ba7b9b4af6be4d0971ea48866a', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 3, "text": "trailing blanks   ", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "trailing blanks   "}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "trailing blanks   "}}', NULL, 'HUMAN', 1700000000096, 1700000000096, NULL, NULL, '55e1b1c1c97a14727f869034a731e943e2509509d91de48ee83a36dea70f7028');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-93d843c5ed4442e5a2d6303d03b7e92b', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 4, "text": "  leading", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', '97a10f408d4c75e97d9031ffa72c3de5e43097de7e7825309da5d79ec258b44c');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-bc39e33561e94ca29647eb70e14751e0', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 5, "text": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', 'f66baa0fe96c68bd2da2df2b8370e748a0880cb7746f9350b71af84a5e19c31b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-58d36552d6194f6088205156e4f36016', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 6, "text": "combining e\u0301 against \u00e9", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{}', 'null', NULL, NULL, 1700000000096, 1700000000096, NULL, NULL, 'c8668cdd1f7878a86c96c1dd69cf4934318338ca2479ab210eb39bfc97635bb0');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-0856df654a184648ab181df3b194b3bf', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 7, "text": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', '407426c5f4f120b11779f0c810a4d60030743af2fdfd94f8925a3321390412d9');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-be02a32582a7402a96180140548b9e3e', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 8, "text": "\u5b9e\u9a8c \u5be6\u9a57 \u5b9f\u9a13 \uc2e4\ud5d8", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', '441b63a622ed2bf307a839cb3fad515244420f2834443fb5357765959b6f420d');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1383235738414d6da0e8cd6b63b10e6d', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 9, "text": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, NULL, NULL, 'ce3c5352ab8b92afdd3ed8256087adc3a599d0fa0d86da819b221a1a48e4884d');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ec49ab52e5e84948861cc448fa01a193', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 10, "text": "first line\nsecond\r\nthird\r\ttabbed\u000b\f", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', 'c7d372e2c6055ea90d5f06df3924207065b8eec4bffd8951161000d87d189ea3');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-f4161f13b04444c4a0415f99ce7b85c6', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 11, "text": "\\N", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "\\N"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "\\N"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', '1f351ab127e0dc9db2a3074f7b47ed7b79c833b499e7ebe78f221692f682ef5a');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-2e0929e681b54362945611bc0003400a', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 12, "text": "\\.", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{}', 'null', NULL, NULL, 1700000000096, 1700000000096, NULL, NULL, '3343d3e710899ebec45b5df739543cf4edb70af603640b5b29d7407e793f93f6');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-d0cd25644ec946199a07de6c7c535c8f', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 13, "text": "NULL", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "NULL"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "NULL"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', '84788013b3d9b5001661d0f91a7a8c33947f337113a4e871d97675ade46bf43b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-c35180cff0b842289b81c7f3aa962033', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 14, "text": "null", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', 'f878dbe9bb78d94f0457cdf56245e3bf9dbad0296b31ae9dde7817a35c1dc289');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1925aaf74cc44721abb3ef2fd840fe55', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 15, "text": "{}", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "{}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "{}"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, NULL, NULL, '2e82007c3f636bea2c6ca99a3d0434febd1f79d38a52aba7271ee04272bd184b');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-8c22d5a2747e493d942d8a1767ca1e89', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 16, "text": "0001.50", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', '39fe25d50479ad2026cf2fb69159f4f4ddb8c341a20c293df6033ef4576b4853');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-b02d5a639a63408e9bbd17d29a62cc31', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 17, "text": "1e400", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "1e400"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "1e400"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', '21ae3f1ce152e80402ddacdb65432dd5c62f9dde50fff1bc1e4af11980402823');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-65a27da086d64725ac8b26b2a9598078', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 18, "text": "true", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{}', 'null', NULL, NULL, 1700000000096, 1700000000096, NULL, NULL, '23f19fa313568732ecded27abcbde82720c5b73a084adbd8a8de8560a84a9204');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-5a2e7754403a493ca87354bf89a9969c', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 19, "text": "control \u0001\b\u001b\u001f\u007f\u0080\u009f", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, 'someone', 'someone', 'ca1b46193905f6ecbb07827e924569d4eebdd180ac5d4f88eb315ab4c1a0b711');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-8b658ed6336242919a3df8d591ff4202', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 20, "text": "\ufeffbyte order mark \ufffd \uffff \udbff\udfff", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000096, 1700000000096, 'someone', 'someone', 'a77f7425e816732972bc44f59caeb509fc1b971ae01fddf7b62b66deef493d79');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-6c6db39d6cf54e2ab5f420d1ad2dd677', 'd-7299af664faf43198f58f931bb2dee3a', '{"number": 21, "text": "../../etc; DROP TABLE runs; --", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "../../etc; DROP TABLE runs; --"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "../../etc; DROP TABLE runs; --"}}', NULL, 'HUMAN', 1700000000096, 1700000000096, NULL, NULL, '1b736dd4ca6ab28122239a74f3c7adb5ec6f1c9be817503afe81ff2e3277c832');
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_spans_experiment_id ON spans (experiment_id);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
COMMIT;

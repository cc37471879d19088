PRAGMA foreign_keys = OFF;
PRAGMA ignore_check_constraints = ON;
BEGIN;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES ('1b5f0d9ad7c1');
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
INSERT INTO "runs" VALUES ('7187b4b71adf4c9fa7289a7f3b5bf7e5', 'masked-midge-18', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1600000000000, NULL, '', 'active', 's3://artifacts/mlflow/0/7187b4b71adf4c9fa7289a7f3b5bf7e5/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('4c16fbe3992145b8a705f525d18674fc', 'x', 'UNKNOWN', '', '', 'unknown', 'FINISHED', 1600000000001, 1700000000000, '', 'active', 's3://artifacts/0/4c16fbe3992145b8a705f525d18674fc/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('619bfc520bfa4489b49f08fe44259593', ' ', 'UNKNOWN', '', '', 'unknown', 'FAILED', 1600000000002, 1700000000000, '', 'active', 's3://artifacts/1/619bfc520bfa4489b49f08fe44259593/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('48821a7e22ed4d75897cdb745f46c839', 'trailing blanks   ', 'UNKNOWN', '', '', 'unknown', 'KILLED', 1600000000003, 1700000000000, '', 'active', 's3://artifacts/2/48821a7e22ed4d75897cdb745f46c839/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('02fe0acb59164a5ab388569815dd13ec', 'ambitious-hound-819', 'UNKNOWN', '', '', 'unknown', 'RUNNING', -1, NULL, '', 'active', 's3://artifacts/0/02fe0acb59164a5ab388569815dd13ec/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('8fe0e8c9b86d479eb243fd5eef8a304a', 'valuable-shrew-64', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000022, NULL, '', 'active', 's3://artifacts/0/8fe0e8c9b86d479eb243fd5eef8a304a/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('4c0635cf9f5f42e4a0791b8ba0c9bf95', 'stately-donkey-193', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9007199254740992, NULL, '', 'active', 's3://artifacts/0/4c0635cf9f5f42e4a0791b8ba0c9bf95/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('12cbfa9a1c6842c9b016f8ede3b8de44', 'flawless-shrew-455', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9223372036854775807, NULL, '', 'active', 's3://artifacts/0/12cbfa9a1c6842c9b016f8ede3b8de44/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('a033ccdf021345829462ba2afdb0b7bc', 'awesome-slug-887', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000023, NULL, '', 'deleted', 's3://artifacts/0/a033ccdf021345829462ba2afdb0b7bc/artifacts', 1, 1700000000024);
INSERT INTO "runs" VALUES ('9387834b4c0049558dc366d8b8c49ca3', 'sneaky-skink-495', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000025, NULL, '', 'deleted', 's3://artifacts/0/9387834b4c0049558dc366d8b8c49ca3/artifacts', 1, 1700000000026);
INSERT INTO "runs" VALUES ('a3d9614ef9f24d929a3cbed9395dc4be', 'spiffy-pig-715', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000027, NULL, '', 'active', 's3://artifacts/0/a3d9614ef9f24d929a3cbed9395dc4be/artifacts', 1, NULL);
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
INSERT INTO "latest_metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 13, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/0', 0.1, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/2', 5e-324, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/7', 1e+22, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/8', 0.0, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/9', 0.0, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/12', 0.0, 1600000000000, 0, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('same step again', 2.0, 20, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('older step last', 1.0, 10, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('tie in time', 3.0, 10, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('full tie', 1.0, 10, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('nan first', 0.0, 10, 5, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('nan last', 0.0, 10, 5, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('nan against zero', 0.0, 10, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('zero against nan', 0.0, 10, 5, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('signed zeros', 0.0, 10, 5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('negative steps', 1.0, 10, -5, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 9223372036854775807, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 1, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000030, 0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('loss', 3.5887609000202585, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('acc', -0.031012643200338738, 1600000000004, 4, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "latest_metrics" VALUES ('loss', -0.8460895969396891, 1600000000004, 4, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('acc', 1.6568876277152933, 1600000000004, 4, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('loss', -1.4673274320263963, 1600000000004, 4, 0, '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5317745477272648, 1600000000004, 4, 0, '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "latest_metrics" VALUES ('loss', 0.15513350763275402, 1600000000004, 4, 0, '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "latest_metrics" VALUES ('acc', 0.4890550393807274, 1600000000004, 4, 0, '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "latest_metrics" VALUES ('score 0', 0.1, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 1', 0.3333333333333333, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 2', 5e-324, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 3', 2.2250738585072014e-308, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 4', 1.7976931348623157e+308, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 5', -1.7976931348623157e+308, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 6', 9007199254740992.0, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 7', 1e+22, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 8', 0.0, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 9', 0.0, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 10', 1.7976931348623157e+308, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 11', -1.7976931348623157e+308, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 12', 0.0, 10, 5, 1, '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "latest_metrics" VALUES ('score 13', 123456789.12345679, 10, 5, 0, '4c16fbe3992145b8a705f525d18674fc');
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
INSERT INTO "metrics" VALUES ('doubles', 0.1, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('double/0', 0.1, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.3333333333333333, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 5e-324, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('double/2', 5e-324, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 2.2250738585072014e-308, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000005, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 9007199254740992.0, 1600000000006, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 6, 0);
INSERT INTO "metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1e+22, 1600000000007, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 7, 0);
INSERT INTO "metrics" VALUES ('double/7', 1e+22, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000008, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 8, 0);
INSERT INTO "metrics" VALUES ('double/8', 0.0, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000009, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 9, 0);
INSERT INTO "metrics" VALUES ('double/9', 0.0, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000010, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 10, 0);
INSERT INTO "metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000011, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 11, 0);
INSERT INTO "metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000012, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 12, 1);
INSERT INTO "metrics" VALUES ('double/12', 0.0, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 1);
INSERT INTO "metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 13, 0);
INSERT INTO "metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('same step again', 1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 2.0, 20, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 0.5, 15, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 9.0, 99, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('tie in time', 1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 3.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 2.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('full tie', 1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('nan first', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 1);
INSERT INTO "metrics" VALUES ('nan first', -1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', -1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 1);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('signed zeros', 0.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 1.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', -5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 2.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', -6, 0);
INSERT INTO "metrics" VALUES ('negative steps', 3.0, 10, '7187b4b71adf4c9fa7289a7f3b5bf7e5', -9223372036854775808, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 9223372036854775807, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 2.0, 0, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 9007199254740993, 0);
INSERT INTO "metrics" VALUES ('infinities', -1.7976931348623157e+308, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000030, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 3.5887609000202585, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -0.031012643200338738, 1600000000004, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 1.069051408853864, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.004005209831411968, 1600000000003, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -0.10901971891770276, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -1.3227103568469711, 1600000000000, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.41170608710036327, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.40573331314983113, 1600000000001, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -1.0508039601324553, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -1.6187390760544615, 1600000000002, '7187b4b71adf4c9fa7289a7f3b5bf7e5', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.14552994331379887, 1600000000001, '4c16fbe3992145b8a705f525d18674fc', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 2.2070414042551216, 1600000000001, '4c16fbe3992145b8a705f525d18674fc', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.8460895969396891, 1600000000004, '4c16fbe3992145b8a705f525d18674fc', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 1.6568876277152933, 1600000000004, '4c16fbe3992145b8a705f525d18674fc', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -0.06162964107875919, 1600000000000, '4c16fbe3992145b8a705f525d18674fc', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -1.8430821060712868, 1600000000000, '4c16fbe3992145b8a705f525d18674fc', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.6291341243551453, 1600000000003, '4c16fbe3992145b8a705f525d18674fc', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.1867397484767937, 1600000000003, '4c16fbe3992145b8a705f525d18674fc', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -0.7374647095216763, 1600000000002, '4c16fbe3992145b8a705f525d18674fc', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 0.4952423671552095, 1600000000002, '4c16fbe3992145b8a705f525d18674fc', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -1.4673274320263963, 1600000000004, '619bfc520bfa4489b49f08fe44259593', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.5317745477272648, 1600000000004, '619bfc520bfa4489b49f08fe44259593', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 1.2010049012790451, 1600000000001, '619bfc520bfa4489b49f08fe44259593', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.08678855846777998, 1600000000001, '619bfc520bfa4489b49f08fe44259593', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -1.4400953401378214, 1600000000002, '619bfc520bfa4489b49f08fe44259593', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 1.168154351609714, 1600000000002, '619bfc520bfa4489b49f08fe44259593', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 0.03224757356771412, 1600000000003, '619bfc520bfa4489b49f08fe44259593', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -1.5079065131418514, 1600000000003, '619bfc520bfa4489b49f08fe44259593', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -0.6998911384945312, 1600000000000, '619bfc520bfa4489b49f08fe44259593', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -0.6450854933903185, 1600000000000, '619bfc520bfa4489b49f08fe44259593', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -1.3251283293962453, 1600000000001, '48821a7e22ed4d75897cdb745f46c839', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 0.23542889269738904, 1600000000001, '48821a7e22ed4d75897cdb745f46c839', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.3867237582385181, 1600000000002, '48821a7e22ed4d75897cdb745f46c839', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.5576719856708607, 1600000000002, '48821a7e22ed4d75897cdb745f46c839', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.06930236260475524, 1600000000000, '48821a7e22ed4d75897cdb745f46c839', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.6638023374790327, 1600000000000, '48821a7e22ed4d75897cdb745f46c839', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.5088080758921901, 1600000000003, '48821a7e22ed4d75897cdb745f46c839', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.24787130526322143, 1600000000003, '48821a7e22ed4d75897cdb745f46c839', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.15513350763275402, 1600000000004, '48821a7e22ed4d75897cdb745f46c839', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.4890550393807274, 1600000000004, '48821a7e22ed4d75897cdb745f46c839', 4, 0);
INSERT INTO "metrics" VALUES ('score 0', 0.1, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 1', 0.3333333333333333, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 2', 5e-324, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 3', 2.2250738585072014e-308, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 4', 1.7976931348623157e+308, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 5', -1.7976931348623157e+308, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 6', 9007199254740992.0, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 7', 1e+22, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 8', 0.0, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 9', 0.0, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 10', 1.7976931348623157e+308, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 11', -1.7976931348623157e+308, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
INSERT INTO "metrics" VALUES ('score 12', 0.0, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 1);
INSERT INTO "metrics" VALUES ('score 13', 123456789.12345679, 10, '4c16fbe3992145b8a705f525d18674fc', 5, 0);
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES ('a35f4f08cc5e479dab5e5646c636161b', 'DATASET', 'e953a17096be4d0db533e0df84a16296', 'RUN', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0);
INSERT INTO "inputs" VALUES ('7bbc7f3707094310ac51ff7075e7ffeb', 'DATASET', '7ab45c411e5f4da080371586d7f9dc3f', 'RUN', '4c16fbe3992145b8a705f525d18674fc', 0);
INSERT INTO "inputs" VALUES ('dafd63a139744c9dbe0e17861a05edf7', 'DATASET', 'ec797403d7f944a585823ee37163ce35', 'RUN', '619bfc520bfa4489b49f08fe44259593', 0);
INSERT INTO "inputs" VALUES ('13b2ae25a00546ea9e2c207034badeda', 'DATASET', '7cb2765581bf47009785c1bcf64b428f', 'RUN', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 0);
INSERT INTO "inputs" VALUES ('d4766ef552484b1bbd479bd32a52f6e9', 'DATASET', 'ce2b25e4204e432c8f779428fff121be', 'RUN', '4c16fbe3992145b8a705f525d18674fc', 0);
INSERT INTO "inputs" VALUES ('657706324b8b45578606a430a5818c98', 'DATASET', 'c592fec7f69d4bcc878b6d8fd681c1ea', 'RUN', '619bfc520bfa4489b49f08fe44259593', 0);
INSERT INTO "inputs" VALUES ('3135b8660c2646ea9b145e35964e3c79', 'RUN_OUTPUT', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'MODEL_OUTPUT', 'm-eb185276e318413291849730a38fbe3d', 0);
INSERT INTO "inputs" VALUES ('b7b88f214bbc499e834a18577272882d', 'RUN_OUTPUT', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'MODEL_OUTPUT', 'm-25259aa368c84b7d98b9d16dc0b26254', 1);
INSERT INTO "inputs" VALUES ('7cffc2fd01784256b99084bcb2cd8bbb', 'RUN_INPUT', '4c16fbe3992145b8a705f525d18674fc', 'MODEL_INPUT', 'm-25259aa368c84b7d98b9d16dc0b26254', 0);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES ('a35f4f08cc5e479dab5e5646c636161b', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('a35f4f08cc5e479dab5e5646c636161b', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('7bbc7f3707094310ac51ff7075e7ffeb', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('7bbc7f3707094310ac51ff7075e7ffeb', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('dafd63a139744c9dbe0e17861a05edf7', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('dafd63a139744c9dbe0e17861a05edf7', 'note', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "input_tags" VALUES ('13b2ae25a00546ea9e2c207034badeda', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('13b2ae25a00546ea9e2c207034badeda', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('d4766ef552484b1bbd479bd32a52f6e9', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('d4766ef552484b1bbd479bd32a52f6e9', 'note', 'combining é against é');
INSERT INTO "input_tags" VALUES ('657706324b8b45578606a430a5818c98', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('657706324b8b45578606a430a5818c98', 'note', 'combining é against é');
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES ('param 0', '', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 1', 'x', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 2', ' ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 3', 'trailing blanks   ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 4', '  leading', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 6', 'combining é against é', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 7', 'right to left שלום ‮مرحبا‬', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 8', '实验 實驗 実験 실험', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 11', '\N', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 12', '\.', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 13', 'NULL', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 14', 'null', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 15', '{}', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 16', '0001.50', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 17', '1e400', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 18', 'true', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 20', '﻿byte order mark � ￿ 􏿿', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 21', '../../etc; DROP TABLE runs; --', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('param 22', 'no limit to fill', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('ключ/键.with-everything_ 1', '3.5', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '48821a7e22ed4d75897cdb745f46c839');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES ('8a36712c64e94684923a17a33bc92bcd', 0, 1600000000000, NULL, 'IN_PROGRESS', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('47675a984dbb4600926ecd07909f92ce', 1, 1600000000001, 8999, 'ERROR', NULL, NULL, NULL);
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000000', 0, 1600000000000, 0, 'OK', 'client 0', '', '');
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000001', 1, 1600086400001, 1, 'ERROR', 'client 1', 'x', NULL);
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000002', 0, 1600172800002, NULL, 'IN_PROGRESS', 'client 2', ' ', ' ');
INSERT INTO "trace_info" VALUES ('tr-00000000000000000000000000000003', 1, 1600000000003, 3, 'OK', 'client 3', 'trailing blanks   ', NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003e8', 0, 1600000000000, 1234, 'OK', NULL, '["unnamed"]', NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003e9', 1, 1600086400000, 1234, 'OK', NULL, '["x"]', NULL);
INSERT INTO "trace_info" VALUES ('tr-000000000000000000000000000003ea', 0, 1600172800000, 1234, 'OK', NULL, '[" "]', NULL);
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', '8a36712c64e94684923a17a33bc92bcd');
INSERT INTO "trace_tags" VALUES ('t', '', '8a36712c64e94684923a17a33bc92bcd');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/8a36712c64e94684923a17a33bc92bcd/artifacts', '8a36712c64e94684923a17a33bc92bcd');
INSERT INTO "trace_tags" VALUES ('mlflow.traceName', 'old', '47675a984dbb4600926ecd07909f92ce');
INSERT INTO "trace_tags" VALUES ('t', 'x', '47675a984dbb4600926ecd07909f92ce');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/47675a984dbb4600926ecd07909f92ce/artifacts', '47675a984dbb4600926ecd07909f92ce');
INSERT INTO "trace_tags" VALUES ('late', 'x', '47675a984dbb4600926ecd07909f92ce');
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
INSERT INTO "trace_tags" VALUES ('mlflow.trace.spansLocation', 'TRACKING_STORE', 'tr-000000000000000000000000000003e8');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/0/traces/tr-000000000000000000000000000003e9/artifacts', 'tr-000000000000000000000000000003e9');
INSERT INTO "trace_tags" VALUES ('mlflow.trace.spansLocation', 'TRACKING_STORE', 'tr-000000000000000000000000000003e9');
INSERT INTO "trace_tags" VALUES ('mlflow.artifactLocation', 's3://artifacts/mlflow/0/traces/tr-000000000000000000000000000003ea/artifacts', 'tr-000000000000000000000000000003ea');
INSERT INTO "trace_tags" VALUES ('mlflow.trace.spansLocation', 'TRACKING_STORE', 'tr-000000000000000000000000000003ea');
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES ('meta', '', '8a36712c64e94684923a17a33bc92bcd');
INSERT INTO "trace_request_metadata" VALUES ('meta', 'x', '47675a984dbb4600926ecd07909f92ce');
INSERT INTO "trace_request_metadata" VALUES ('end', 'x', '47675a984dbb4600926ecd07909f92ce');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 0', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('text', '', 'tr-00000000000000000000000000000000');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 1', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('text', 'x', 'tr-00000000000000000000000000000001');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 0', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('text', ' ', 'tr-00000000000000000000000000000002');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.session', 'session 1', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.user', 'user', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.sourceRun', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('text', 'trailing blanks   ', 'tr-00000000000000000000000000000003');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-000000000000000000000000000003e8');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.cost', '{"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.30000000000000004}', 'tr-000000000000000000000000000003e8');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-000000000000000000000000000003e9');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.cost', '{"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.30000000000000004}', 'tr-000000000000000000000000000003e9');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.tokenUsage', '{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}', 'tr-000000000000000000000000000003ea');
INSERT INTO "trace_request_metadata" VALUES ('mlflow.trace.cost', '{"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.30000000000000004}', 'tr-000000000000000000000000000003ea');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES ('mlflow.runName', 'masked-midge-18', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('mlflow.runName', 'x', '4c16fbe3992145b8a705f525d18674fc');
INSERT INTO "tags" VALUES ('mlflow.runName', ' ', '619bfc520bfa4489b49f08fe44259593');
INSERT INTO "tags" VALUES ('mlflow.runName', 'trailing blanks   ', '48821a7e22ed4d75897cdb745f46c839');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ambitious-hound-819', '02fe0acb59164a5ab388569815dd13ec');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '8fe0e8c9b86d479eb243fd5eef8a304a');
INSERT INTO "tags" VALUES ('mlflow.runName', 'valuable-shrew-64', '8fe0e8c9b86d479eb243fd5eef8a304a');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '4c0635cf9f5f42e4a0791b8ba0c9bf95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'stately-donkey-193', '4c0635cf9f5f42e4a0791b8ba0c9bf95');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '12cbfa9a1c6842c9b016f8ede3b8de44');
INSERT INTO "tags" VALUES ('mlflow.runName', 'flawless-shrew-455', '12cbfa9a1c6842c9b016f8ede3b8de44');
INSERT INTO "tags" VALUES ('mlflow.runName', 'awesome-slug-887', 'a033ccdf021345829462ba2afdb0b7bc');
INSERT INTO "tags" VALUES ('mlflow.runName', 'sneaky-skink-495', '9387834b4c0049558dc366d8b8c49ca3');
INSERT INTO "tags" VALUES ('mlflow.runName', 'spiffy-pig-715', 'a3d9614ef9f24d929a3cbed9395dc4be');
INSERT INTO "tags" VALUES ('tag 0', '', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 1', 'x', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 2', ' ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 3', 'trailing blanks   ', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 4', '  leading', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 6', 'combining é against é', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 8', '实验 實驗 実験 실험', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 11', '\N', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 12', '\.', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 13', 'NULL', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 14', 'null', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 15', '{}', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 16', '0001.50', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 17', '1e400', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 18', 'true', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('tag 22', 'no limit to fill', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
INSERT INTO "tags" VALUES ('ключ/键', 'value', '7187b4b71adf4c9fa7289a7f3b5bf7e5');
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
INSERT INTO "datasets" VALUES ('e953a17096be4d0db533e0df84a16296', 0, 'data emoji 🧪 👩‍👩‍👧 🇺🇳', 'digest0', 'local', '{"uri": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL);
INSERT INTO "datasets" VALUES ('7ab45c411e5f4da080371586d7f9dc3f', 1, 'data emoji 🧪 👩‍👩‍👧 🇺🇳', 'digest0', 'local', '{"uri": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL);
INSERT INTO "datasets" VALUES ('ec797403d7f944a585823ee37163ce35', 2, 'data emoji 🧪 👩‍👩‍👧 🇺🇳', 'digest0', 'local', '{"uri": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL);
INSERT INTO "datasets" VALUES ('7cb2765581bf47009785c1bcf64b428f', 0, 'data combining é against é', 'digest1', 'local', '{"uri": "combining e\u0301 against \u00e9"}', 'combining é against é', NULL);
INSERT INTO "datasets" VALUES ('ce2b25e4204e432c8f779428fff121be', 1, 'data combining é against é', 'digest1', 'local', '{"uri": "combining e\u0301 against \u00e9"}', 'combining é against é', NULL);
INSERT INTO "datasets" VALUES ('c592fec7f69d4bcc878b6d8fd681c1ea', 2, 'data combining é against é', 'digest1', 'local', '{"uri": "combining e\u0301 against \u00e9"}', 'combining é against é', NULL);
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
INSERT INTO "logged_models" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'logged 模型 0', 's3://artifacts/mlflow/0/models/m-eb185276e318413291849730a38fbe3d/artifacts', 1700000000061, 1700000000064, 2, 'active', 'agent', NULL, NULL);
INSERT INTO "logged_models" VALUES ('m-25259aa368c84b7d98b9d16dc0b26254', 1, 'logged 模型 1', 's3://artifacts/0/models/m-25259aa368c84b7d98b9d16dc0b26254/artifacts', 1700000000062, 1700000000065, 3, 'active', '', '7187b4b71adf4c9fa7289a7f3b5bf7e5', NULL);
INSERT INTO "logged_models" VALUES ('m-55be3325868b40c1b11ca6edcbb2a767', 0, 'logged 模型 2', 's3://artifacts/mlflow/0/models/m-55be3325868b40c1b11ca6edcbb2a767/artifacts', 1700000000063, 1700000000066, 1, 'deleted', NULL, '7187b4b71adf4c9fa7289a7f3b5bf7e5', NULL);
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
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 0', 10, 5, 0.1, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 1', 10, 5, 0.3333333333333333, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 2', 10, 5, 5e-324, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 3', 10, 5, 2.2250738585072014e-308, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 4', 10, 5, 1.7976931348623157e+308, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 5', 10, 5, -1.7976931348623157e+308, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 6', 10, 5, 9007199254740992.0, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 7', 10, 5, 1e+22, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 8', 10, 5, 0.0, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 9', 10, 5, 0.0, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 10', 10, 5, 1.7976931348623157e+308, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 11', 10, 5, -1.7976931348623157e+308, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 12', 10, 5, 0.0, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
INSERT INTO "logged_model_metrics" VALUES ('m-eb185276e318413291849730a38fbe3d', 'score 13', 10, 5, 123456789.12345679, 1, '4c16fbe3992145b8a705f525d18674fc', NULL, 'data x', 'd1');
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 0', '');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 1', 'x');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 2', ' ');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 3', 'trailing blanks   ');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 4', '  leading');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 6', 'combining é against é');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 7', 'right to left שלום ‮مرحبا‬');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 8', '实验 實驗 実験 실험');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT));
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 11', '\N');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 12', '\.');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 13', 'NULL');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 14', 'null');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 15', '{}');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 16', '0001.50');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 17', '1e400');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 18', 'true');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT));
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 20', '﻿byte order mark � ￿ 􏿿');
INSERT INTO "logged_model_params" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'param 21', '../../etc; DROP TABLE runs; --');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 0', '');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 1', 'x');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 2', ' ');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 3', 'trailing blanks   ');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 4', '  leading');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 6', 'combining é against é');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 7', 'right to left שלום ‮مرحبا‬');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 8', '实验 實驗 実験 실험');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT));
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 11', '\N');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 12', '\.');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 13', 'NULL');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 14', 'null');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 15', '{}');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 16', '0001.50');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 17', '1e400');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 18', 'true');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT));
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 20', '﻿byte order mark � ￿ 􏿿');
INSERT INTO "logged_model_tags" VALUES ('m-eb185276e318413291849730a38fbe3d', 0, 'tag 21', '../../etc; DROP TABLE runs; --');
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
INSERT INTO "assessments" VALUES ('a-4e016e6083a7420f9650d0619fa74ecc', 'tr-00000000000000000000000000000000', 'quality', 'feedback', '3', NULL, 1700000000067, 1700000000067, 'HUMAN', 'someone@example.org', NULL, NULL, '', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-ee8b10dd129a4fbbbf34433b9f108704', 'tr-00000000000000000000000000000000', 'expected', 'expectation', '{"text": ""}', NULL, 1700000000068, 1700000000068, 'HUMAN', 'someone@example.org', NULL, NULL, NULL, NULL, 1, '{"key": ""}');
INSERT INTO "assessments" VALUES ('a-448cfc330fec45f8adfecb8e43089803', 'tr-00000000000000000000000000000001', 'quality', 'feedback', 'null', '{"error_code": "TIMEOUT", "error_message": "it took too long \ud835\udcb3", "stack_trace": null}', 1700000000075, 1700000000079, 'HUMAN', 'someone@example.org', NULL, NULL, 'second thoughts', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-2c81ad0d5f0c43148f115c7adc56af63', 'tr-00000000000000000000000000000002', 'quality', 'feedback', 'true', NULL, 1700000000081, 1700000000081, 'HUMAN', 'someone@example.org', NULL, NULL, ' ', NULL, 1, NULL);
INSERT INTO "assessments" VALUES ('a-cf43f4c86f6c46ab959f4d349400f308', 'tr-00000000000000000000000000000002', 'expected', 'expectation', '{"text": " "}', NULL, 1700000000082, 1700000000082, 'HUMAN', 'someone@example.org', NULL, NULL, NULL, NULL, 1, '{"key": " "}');
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
	content TEXT NOT NULL, dimension_attributes JSON, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000001', NULL, 'unnamed', 'AGENT', 'OK', 1600000000000000001, 1600000001234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "unnamed", "start_time_unix_nano": 1600000000000000001, "end_time_unix_nano": 1600000001234567892, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"AGENT\"", "mlflow.spanInputs": "[\"unnamed\"]"}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600000000000000002, 1600000001234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAI=", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600000000000000002, "end_time_unix_nano": 1600000001234567893, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}", "mlflow.llm.model": "\"model\"", "mlflow.llm.provider": "\"provider\"", "mlflow.spanInputs": "{\"text\": \"unnamed\", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}"}}', '{"mlflow.llm.model": "model", "mlflow.llm.provider": "provider"}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600000000000000003, 1600000001234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAM=", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600000000000000003, "end_time_unix_nano": 1600000001234567894, "events": [], "status": {"code": "STATUS_CODE_ERROR", "message": "broken"}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"TOOL\""}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e8', 0, '0000000000000004', '0000000000000003', 'endless', 'TOOL', 'OK', 1600000000000000004, NULL, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6A==", "span_id": "AAAAAAAAAAQ=", "parent_span_id": "AAAAAAAAAAM=", "name": "endless", "start_time_unix_nano": 1600000000000000004, "end_time_unix_nano": null, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e8\"", "mlflow.spanType": "\"TOOL\""}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000001', NULL, 'x', 'AGENT', 'OK', 1600086400000000001, 1600086401234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "x", "start_time_unix_nano": 1600086400000000001, "end_time_unix_nano": 1600086401234567892, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"AGENT\"", "mlflow.spanInputs": "[\"x\"]"}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600086400000000002, 1600086401234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAI=", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600086400000000002, "end_time_unix_nano": 1600086401234567893, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}", "mlflow.llm.model": "\"model\"", "mlflow.llm.provider": "\"provider\"", "mlflow.spanInputs": "{\"text\": \"x\", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}"}}', '{"mlflow.llm.model": "model", "mlflow.llm.provider": "provider"}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003e9', 1, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600086400000000003, 1600086401234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6Q==", "span_id": "AAAAAAAAAAM=", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600086400000000003, "end_time_unix_nano": 1600086401234567894, "events": [], "status": {"code": "STATUS_CODE_ERROR", "message": "broken"}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003e9\"", "mlflow.spanType": "\"TOOL\""}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000001', NULL, ' ', 'AGENT', 'OK', 1600172800000000001, 1600172801234567892, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": " ", "start_time_unix_nano": 1600172800000000001, "end_time_unix_nano": 1600172801234567892, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"AGENT\"", "mlflow.spanInputs": "[\" \"]"}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000002', '0000000000000001', 'call', 'CHAT_MODEL', 'OK', 1600172800000000002, 1600172801234567893, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAI=", "parent_span_id": "AAAAAAAAAAE=", "name": "call", "start_time_unix_nano": 1600172800000000002, "end_time_unix_nano": 1600172801234567893, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"output_tokens\": 7, \"total_tokens\": 12}", "mlflow.llm.cost": "{\"input_cost\": 0.1, \"output_cost\": 0.2, \"total_cost\": 0.30000000000000004}", "mlflow.llm.model": "\"model\"", "mlflow.llm.provider": "\"provider\"", "mlflow.spanInputs": "{\"text\": \" \", \"nul\": \"a\\u0000b\", \"half\": \"\\ud83d\"}"}}', '{"mlflow.llm.model": "model", "mlflow.llm.provider": "provider"}');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000003', '0000000000000001', 'tool', 'TOOL', 'ERROR', 1600172800000000003, 1600172801234567894, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAM=", "parent_span_id": "AAAAAAAAAAE=", "name": "tool", "start_time_unix_nano": 1600172800000000003, "end_time_unix_nano": 1600172801234567894, "events": [], "status": {"code": "STATUS_CODE_ERROR", "message": "broken"}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"TOOL\""}}', 'null');
INSERT INTO "spans" ("trace_id", "experiment_id", "span_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content", "dimension_attributes") VALUES ('tr-000000000000000000000000000003ea', 0, '0000000000000004', '0000000000000003', 'endless', 'TOOL', 'OK', 1600172800000000004, NULL, '{"trace_id": "AAAAAAAAAAAAAAAAAAAD6g==", "span_id": "AAAAAAAAAAQ=", "parent_span_id": "AAAAAAAAAAM=", "name": "endless", "start_time_unix_nano": 1600172800000000004, "end_time_unix_nano": null, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-000000000000000000000000000003ea\"", "mlflow.spanType": "\"TOOL\""}}', 'null');
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES ('de1ebf7bac0844c0b5b8dc7f581456a3', 'trace', '8a36712c64e94684923a17a33bc92bcd', 'run', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1700000000089);
INSERT INTO "entity_associations" VALUES ('980818f37ed64637b3840f723f8a7b0a', 'trace', '47675a984dbb4600926ecd07909f92ce', 'run', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1700000000090);
INSERT INTO "entity_associations" VALUES ('7ffeeafeed6248d295ecee2500a02bee', 'trace', 'tr-00000000000000000000000000000000', 'run', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 1700000000091);
INSERT INTO "entity_associations" VALUES ('a-16d3f7a8e2d64b2db1c5acec6b2882f0', 'evaluation_dataset', 'd-5ce67ed414cc4de186c7ff277cf75a3b', 'experiment', '0', 1700000000092);
INSERT INTO "entity_associations" VALUES ('a-1dee271d8f584a4ca5d52565bef65a4f', 'evaluation_dataset', 'd-5ce67ed414cc4de186c7ff277cf75a3b', 'experiment', '1', 1700000000092);
INSERT INTO "entity_associations" VALUES ('a-e4f36016bc394335a1e94ca29647eb70', 'evaluation_dataset', 'd-e14751e093d843c5ad44c2e5a2d6303d', 'experiment', '0', 1700000000094);
INSERT INTO "entity_associations" VALUES ('a-b194b3bf58d345529619bf6008205156', 'evaluation_dataset', 'd-e14751e093d843c5ad44c2e5a2d6303d', 'experiment', '1', 1700000000094);
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
INSERT INTO "webhook_events" VALUES ('76ac38b1-a18b-44dc-a08d-871dc585a14f', 'registered_model', 'created');
INSERT INTO "webhook_events" VALUES ('76ac38b1-a18b-44dc-a08d-871dc585a14f', 'model_version', 'created');
INSERT INTO "webhook_events" VALUES ('99f7c9c1-597c-492e-a490-e6e151181900', 'registered_model', 'created');
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES (1, 'judge', 'c43ea380-ed38-454b-9522-b911b083215c');
INSERT INTO "scorers" VALUES (1, 'other 裁判', 'afb03a1c-dc6f-48cd-a5dc-6af7f286cc92');
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES ('c43ea380-ed38-454b-9522-b911b083215c', 1, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "gateway:/e-f40b888055fa407ab35fac7fbceea30f", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.10.1", "serialization_version": 1}', 1700000000107);
INSERT INTO "scorer_versions" VALUES ('c43ea380-ed38-454b-9522-b911b083215c', 2, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "gateway:/e-f40b888055fa407ab35fac7fbceea30f", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.10.1", "serialization_version": 1}', 1700000000110);
INSERT INTO "scorer_versions" VALUES ('afb03a1c-dc6f-48cd-a5dc-6af7f286cc92', 1, '{"name": "judge", "aggregations": null, "instructions_judge_pydantic_data": {"model": "gateway:/e-f40b888055fa407ab35fac7fbceea30f", "instructions": "Is {{ outputs }} good? \ud83d\ude42"}, "mlflow_version": "3.10.1", "serialization_version": 1}', 1700000000113);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES ('d-5ce67ed414cc4de186c7ff277cf75a3b', 'tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-5ce67ed414cc4de186c7ff277cf75a3b', 'empty', '');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-e14751e093d843c5ad44c2e5a2d6303d', 'tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳');
INSERT INTO "evaluation_dataset_tags" VALUES ('d-e14751e093d843c5ad44c2e5a2d6303d', 'empty', '');
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
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
INSERT INTO "evaluation_dataset_records" VALUES ('dr-0db845ec1a9242c085cd7f7046e228f9', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 0, "text": "", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{}', 'null', NULL, NULL, 1700000000093, 1700000000093, NULL, NULL, 'a512983a55f94eb9b80d5ae4d4fc53eeaacc10035d3a06f56deb3b67c22eac10', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-5161dcbeeb5946eaaff7d646a5d3ee26', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 1, "text": "x", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "x"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "x"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', 'aca08f4f798be855be4bf6d7d6de78867ef32257b1b8ae144183006e41d4324c', '{"mlflow_wrapped": {"answer": "x"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-d552f386eeb5467093ea8da2771f206c', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 2, "text": " ", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', '275955ac4d2a47689e91a9929d3725e39df8974b6a614237fb8702d3ef3be077', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1b94f2345dd84b08887c7ab43e7ec731', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 3, "text": "trailing blanks   ", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "trailing blanks   "}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "trailing blanks   "}}', NULL, 'HUMAN', 1700000000093, 1700000000093, NULL, NULL, '55e1b1c1c97a14727f869034a731e943e2509509d91de48ee83a36dea70f7028', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-7c9ac39a9d2d4fe594bbe4bd5ddd6a04', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 4, "text": "  leading", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', '97a10f408d4c75e97d9031ffa72c3de5e43097de7e7825309da5d79ec258b44c', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-7df41b9dc9a24f98bff2f9d7631f4a33', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 5, "text": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', 'f66baa0fe96c68bd2da2df2b8370e748a0880cb7746f9350b71af84a5e19c31b', '{"mlflow_wrapped": {"answer": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-bb819a0ed49f4768a0912a50255a2cb5', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 6, "text": "combining e\u0301 against \u00e9", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{}', 'null', NULL, NULL, 1700000000093, 1700000000093, NULL, NULL, 'c8668cdd1f7878a86c96c1dd69cf4934318338ca2479ab210eb39bfc97635bb0', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-864554e15ef9431cbd2d9aa7f7090b01', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 7, "text": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', '407426c5f4f120b11779f0c810a4d60030743af2fdfd94f8925a3321390412d9', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-23d3cae9745b49dd89fd3bb4a84f23b7', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 8, "text": "\u5b9e\u9a8c \u5be6\u9a57 \u5b9f\u9a13 \uc2e4\ud5d8", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', '441b63a622ed2bf307a839cb3fad515244420f2834443fb5357765959b6f420d', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-685a396de61840c4a7b0f2f594cdd030', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 9, "text": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, NULL, NULL, 'ce3c5352ab8b92afdd3ed8256087adc3a599d0fa0d86da819b221a1a48e4884d', '{"mlflow_wrapped": {"answer": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-3b523613c0a84402b0734920e23a9c2f', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 10, "text": "first line\nsecond\r\nthird\r\ttabbed\u000b\f", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', 'c7d372e2c6055ea90d5f06df3924207065b8eec4bffd8951161000d87d189ea3', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-b74a3fda4dc048598a86ea7aa64b491e', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 11, "text": "\\N", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "\\N"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "\\N"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', '1f351ab127e0dc9db2a3074f7b47ed7b79c833b499e7ebe78f221692f682ef5a', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-b0ffa3d9dd754f0595730212594a5c4d', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 12, "text": "\\.", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{}', 'null', NULL, NULL, 1700000000093, 1700000000093, NULL, NULL, '3343d3e710899ebec45b5df739543cf4edb70af603640b5b29d7407e793f93f6', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1425a366c06444c5ae559ff11f3daa80', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 13, "text": "NULL", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "NULL"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "NULL"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', '84788013b3d9b5001661d0f91a7a8c33947f337113a4e871d97675ade46bf43b', '{"mlflow_wrapped": {"answer": "NULL"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-bb2dee3a3f1947b4bf34efb1f0485998', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 14, "text": "null", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', 'f878dbe9bb78d94f0457cdf56245e3bf9dbad0296b31ae9dde7817a35c1dc289', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-4d0d070972994f668faf03198f58f931', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 15, "text": "{}", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "{}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "{}"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, NULL, NULL, '2e82007c3f636bea2c6ca99a3d0434febd1f79d38a52aba7271ee04272bd184b', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-28400730354c4060915aa126324399fa', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 16, "text": "0001.50", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', '39fe25d50479ad2026cf2fb69159f4f4ddb8c341a20c293df6033ef4576b4853', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-6021f1b4476e4a0eb44782e7075fb71e', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 17, "text": "1e400", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "1e400"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "1e400"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', '21ae3f1ce152e80402ddacdb65432dd5c62f9dde50fff1bc1e4af11980402823', '{"mlflow_wrapped": {"answer": "1e400"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-e3d71511ce3c4fa3a890500160dd8773', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 18, "text": "true", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{}', 'null', NULL, NULL, 1700000000093, 1700000000093, NULL, NULL, '23f19fa313568732ecded27abcbde82720c5b73a084adbd8a8de8560a84a9204', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-76ac1eb0214f4206a1845cdc0acc078c', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 19, "text": "control \u0001\b\u001b\u001f\u007f\u0080\u009f", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, 'someone', 'someone', 'ca1b46193905f6ecbb07827e924569d4eebdd180ac5d4f88eb315ab4c1a0b711', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ea48866abda94561b3ddade82f30e9ee', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 20, "text": "\ufeffbyte order mark \ufffd \uffff \udbff\udfff", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000093, 1700000000093, 'someone', 'someone', 'a77f7425e816732972bc44f59caeb509fc1b971ae01fddf7b62b66deef493d79', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-03b7e92bc38e46babb9b5af67e4d0971', 'd-5ce67ed414cc4de186c7ff277cf75a3b', '{"number": 21, "text": "../../etc; DROP TABLE runs; --", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "../../etc; DROP TABLE runs; --"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "../../etc; DROP TABLE runs; --"}}', NULL, 'HUMAN', 1700000000093, 1700000000093, NULL, NULL, '1b736dd4ca6ab28122239a74f3c7adb5ec6f1c9be817503afe81ff2e3277c832', '{"mlflow_wrapped": {"answer": "../../etc; DROP TABLE runs; --"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-548b9e3e08564f658a1886486b181df3', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 0, "text": "", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{}', 'null', NULL, NULL, 1700000000095, 1700000000095, NULL, NULL, 'a512983a55f94eb9b80d5ae4d4fc53eeaacc10035d3a06f56deb3b67c22eac10', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-63b10e6dbe02432582a7202a96180140', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 1, "text": "x", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "x"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "x"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', 'aca08f4f798be855be4bf6d7d6de78867ef32257b1b8ae144183006e41d4324c', '{"mlflow_wrapped": {"answer": "x"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-fa01a19313834357b8414d6da0e8cd6b', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 2, "text": " ", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', '275955ac4d2a47689e91a9929d3725e39df8974b6a614237fb8702d3ef3be077', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ce7b85c6ec494b52a5e82948461cc448', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 3, "text": "trailing blanks   ", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "trailing blanks   "}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "trailing blanks   "}}', NULL, 'HUMAN', 1700000000095, 1700000000095, NULL, NULL, '55e1b1c1c97a14727f869034a731e943e2509509d91de48ee83a36dea70f7028', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-0003400af4164f13b044d4c4a0415f99', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 4, "text": "  leading", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', '97a10f408d4c75e97d9031ffa72c3de5e43097de7e7825309da5d79ec258b44c', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-7c535c8f2e0949e681b52362545611bc', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 5, "text": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', 'f66baa0fe96c68bd2da2df2b8370e748a0880cb7746f9350b71af84a5e19c31b', '{"mlflow_wrapped": {"answer": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-aa962033d0cd45648ec9d6195a07de6c', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 6, "text": "combining e\u0301 against \u00e9", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{}', 'null', NULL, NULL, 1700000000095, 1700000000095, NULL, NULL, 'c8668cdd1f7878a86c96c1dd69cf4934318338ca2479ab210eb39bfc97635bb0', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-d840fe55c35140cfb0b8d2281b81c7f3', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 7, "text": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', '407426c5f4f120b11779f0c810a4d60030743af2fdfd94f8925a3321390412d9', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-67ca1e8919254af78cc477212bb3ef2f', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 8, "text": "\u5b9e\u9a8c \u5be6\u9a57 \u5b9f\u9a13 \uc2e4\ud5d8", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', '441b63a622ed2bf307a839cb3fad515244420f2834443fb5357765959b6f420d', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-9a62cc318c2245a2b47e293d542d8a17', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 9, "text": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, NULL, NULL, 'ce3c5352ab8b92afdd3ed8256087adc3a599d0fa0d86da819b221a1a48e4884d', '{"mlflow_wrapped": {"answer": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-a9598078b02d4a639a63108e5bbd17d2', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 10, "text": "first line\nsecond\r\nthird\r\ttabbed\u000b\f", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', 'c7d372e2c6055ea90d5f06df3924207065b8eec4bffd8951161000d87d189ea3', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-89a9969c65a24da086d69725ec8b26b2', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 11, "text": "\\N", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "\\N"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "\\N"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', '1f351ab127e0dc9db2a3074f7b47ed7b79c833b499e7ebe78f221692f682ef5a', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-91ff42025a2e4754803aa93c687354bf', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 12, "text": "\\.", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{}', 'null', NULL, NULL, 1700000000095, 1700000000095, NULL, NULL, '3343d3e710899ebec45b5df739543cf4edb70af603640b5b29d7407e793f93f6', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-ad2dd6778b654ed6b36242911a3df8d5', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 13, "text": "NULL", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "NULL"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "NULL"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', '84788013b3d9b5001661d0f91a7a8c33947f337113a4e871d97675ade46bf43b', '{"mlflow_wrapped": {"answer": "NULL"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-435486d06c6d439dacf56e2a75f420d1', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 14, "text": "null", "nul": "a\u0000b", "half": "\ud83d", "float": 9007199254740992.0}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', 'f878dbe9bb78d94f0457cdf56245e3bf9dbad0296b31ae9dde7817a35c1dc289', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-409cb3c7ae9b45fe9b5d857dce3fcba4', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 15, "text": "{}", "nul": "a\u0000b", "half": "\ud83d", "float": 1e+22}', '{"expected": "{}"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "{}"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, NULL, NULL, '2e82007c3f636bea2c6ca99a3d0434febd1f79d38a52aba7271ee04272bd184b', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-9d59d1a8391e4372a8bf9fdd7b48e15c', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 16, "text": "0001.50", "nul": "a\u0000b", "half": "\ud83d", "float": 0.1}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', '39fe25d50479ad2026cf2fb69159f4f4ddb8c341a20c293df6033ef4576b4853', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-826ab2a5272d4a05909e4a1bea5b66a8', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 17, "text": "1e400", "nul": "a\u0000b", "half": "\ud83d", "float": 0.3333333333333333}', '{"expected": "1e400"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "1e400"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', '21ae3f1ce152e80402ddacdb65432dd5c62f9dde50fff1bc1e4af11980402823', '{"mlflow_wrapped": {"answer": "1e400"}}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-1072df04bfc849b28ea72c2ea48607c5', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 18, "text": "true", "nul": "a\u0000b", "half": "\ud83d", "float": 5e-324}', 'null', '{}', 'null', NULL, NULL, 1700000000095, 1700000000095, NULL, NULL, '23f19fa313568732ecded27abcbde82720c5b73a084adbd8a8de8560a84a9204', '{"mlflow_wrapped": "only text"}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-bf487be238b249729e4669f295906b97', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 19, "text": "control \u0001\b\u001b\u001f\u007f\u0080\u009f", "nul": "a\u0000b", "half": "\ud83d", "float": 2.2250738585072014e-308}', '{"expected": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}', '{"mlflow.user": "someone"}', '{"source_type": "HUMAN", "source_data": {"user_id": "control \u0001\b\u001b\u001f\u007f\u0080\u009f"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, 'someone', 'someone', 'ca1b46193905f6ecbb07827e924569d4eebdd180ac5d4f88eb315ab4c1a0b711', '{"mlflow_wrapped": 7}');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-792502d1b6e54c15bda4823340a096b4', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 20, "text": "\ufeffbyte order mark \ufffd \uffff \udbff\udfff", "nul": "a\u0000b", "half": "\ud83d", "float": 1.7976931348623157e+308}', 'null', '{"mlflow.user": "someone"}', 'null', NULL, NULL, 1700000000095, 1700000000095, 'someone', 'someone', 'a77f7425e816732972bc44f59caeb509fc1b971ae01fddf7b62b66deef493d79', 'null');
INSERT INTO "evaluation_dataset_records" VALUES ('dr-a43a4bc86c304a5a851fcf878d9dde3c', 'd-e14751e093d843c5ad44c2e5a2d6303d', '{"number": 21, "text": "../../etc; DROP TABLE runs; --", "nul": "a\u0000b", "half": "\ud83d", "float": -1.7976931348623157e+308}', '{"expected": "../../etc; DROP TABLE runs; --"}', '{}', '{"source_type": "HUMAN", "source_data": {"user_id": "../../etc; DROP TABLE runs; --"}}', NULL, 'HUMAN', 1700000000095, 1700000000095, NULL, NULL, '1b736dd4ca6ab28122239a74f3c7adb5ec6f1c9be817503afe81ff2e3277c832', '{"mlflow_wrapped": {"answer": "../../etc; DROP TABLE runs; --"}}');
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
INSERT INTO "endpoint_model_mappings" VALUES ('m-7453f416dc3440098e9e76ac7c4744ad', 'e-f40b888055fa407ab35fac7fbceea30f', 'd-550a7fc65be14354a1635a04ec86185a', 0.30000000000000004, NULL, 1700000000103, 'PRIMARY', NULL);
INSERT INTO "endpoint_model_mappings" VALUES ('m-174bee09d79747d7974e8eed4edec8a7', 'e-f40b888055fa407ab35fac7fbceea30f', 'd-b634c2422c2443c8943eaf3911d2216c', 1.0, NULL, 1700000000103, 'FALLBACK', 1);
INSERT INTO "endpoint_model_mappings" VALUES ('m-6a5a3edb3c12449bababa65ba2926a0c', 'e-94e04bff9562403487d0df1328083e2b', 'd-550a7fc65be14354a1635a04ec86185a', 0.30000000000000004, NULL, 1700000000105, 'PRIMARY', NULL);
INSERT INTO "endpoint_model_mappings" VALUES ('m-d6c57be1f7e14d1e8706cd6dcdc8a35c', 'e-94e04bff9562403487d0df1328083e2b', 'd-b634c2422c2443c8943eaf3911d2216c', 1.0, NULL, 1700000000105, 'FALLBACK', 1);
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
INSERT INTO "endpoint_bindings" VALUES ('e-f40b888055fa407ab35fac7fbceea30f', 'scorer', 'bound 0', 1700000000104, 'someone', 1700000000104, 'someone', NULL);
INSERT INTO "endpoint_bindings" VALUES ('e-94e04bff9562403487d0df1328083e2b', 'scorer', 'bound 1', 1700000000106, 'someone', 1700000000106, 'someone', NULL);
INSERT INTO "endpoint_bindings" VALUES ('e-f40b888055fa407ab35fac7fbceea30f', 'scorer', 'c43ea380-ed38-454b-9522-b911b083215c', 1700000000111, NULL, 1700000000112, NULL, 'judge');
INSERT INTO "endpoint_bindings" VALUES ('e-f40b888055fa407ab35fac7fbceea30f', 'scorer', 'afb03a1c-dc6f-48cd-a5dc-6af7f286cc92', 1700000000114, NULL, 1700000000115, NULL, 'other 裁判');
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
INSERT INTO "endpoint_tags" VALUES ('tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'e-f40b888055fa407ab35fac7fbceea30f');
INSERT INTO "endpoint_tags" VALUES ('tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'e-94e04bff9562403487d0df1328083e2b');
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000000', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000000', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000000', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000001', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000001', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000001', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000002', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000002', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000002', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000003', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000003', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-00000000000000000000000000000003', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e8', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e8', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e8', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e9', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e9', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003e9', 'total_tokens', 12.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003ea', 'input_tokens', 5.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003ea', 'output_tokens', 7.0);
INSERT INTO "trace_metrics" VALUES ('tr-000000000000000000000000000003ea', 'total_tokens', 12.0);
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "online_scoring_configs" VALUES ('0ac8d746788140b982c413524373b8f8', 'c43ea380-ed38-454b-9522-b911b083215c', 0.1, 1, 'status = ''OK''');
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e8', '0000000000000002', 'input_cost', 0.1);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e8', '0000000000000002', 'output_cost', 0.2);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e8', '0000000000000002', 'total_cost', 0.30000000000000004);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e9', '0000000000000002', 'input_cost', 0.1);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e9', '0000000000000002', 'output_cost', 0.2);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003e9', '0000000000000002', 'total_cost', 0.30000000000000004);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003ea', '0000000000000002', 'input_cost', 0.1);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003ea', '0000000000000002', 'output_cost', 0.2);
INSERT INTO "span_metrics" VALUES ('tr-000000000000000000000000000003ea', '0000000000000002', 'total_cost', 0.30000000000000004);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES (0, 'Default', 's3://artifacts/mlflow/0', 'active', 1700000000005, 1700000000005, 'default');
INSERT INTO "experiments" VALUES (1, 'plain', 's3://artifacts/0', 'active', 1700000000009, 1700000000009, 'default');
INSERT INTO "experiments" VALUES (2, 'x', 's3://artifacts/1', 'active', 1700000000010, 1700000000010, 'default');
INSERT INTO "experiments" VALUES (3, 'trailing blanks   ', 's3://artifacts/2', 'active', 1700000000011, 1700000000011, 'default');
INSERT INTO "experiments" VALUES (4, '  leading', 's3://artifacts/3', 'active', 1700000000012, 1700000000012, 'default');
INSERT INTO "experiments" VALUES (5, 'emoji 🧪 👩‍👩‍👧 🇺🇳', 's3://artifacts/4', 'active', 1700000000013, 1700000000013, 'default');
INSERT INTO "experiments" VALUES (6, 'combining é against é', 's3://artifacts/5', 'active', 1700000000014, 1700000000014, 'default');
INSERT INTO "experiments" VALUES (7, 'long location', 's3://𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', 'active', 1700000000015, 1700000000015, 'default');
INSERT INTO "experiments" VALUES (8, 'to be deleted', 's3://artifacts/deleted', 'deleted', 1700000000016, 1700000000017, 'default');
INSERT INTO "experiments" VALUES (9, 'renamed ✏️', 's3://artifacts/restored', 'active', 1700000000018, 1700000000021, 'default');
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
INSERT INTO "registered_models" VALUES ('model', 1700000000031, 1700000000058, 'no limit to fill', 'default');
INSERT INTO "registered_models" VALUES ('x', 1700000000032, 1700000000059, NULL, 'default');
INSERT INTO "registered_models" VALUES ('trailing blanks   ', 1700000000033, 1700000000048, NULL, 'default');
INSERT INTO "registered_models" VALUES ('  leading', 1700000000034, 1700000000051, NULL, 'default');
INSERT INTO "registered_models" VALUES ('emoji 🧪 👩‍👩‍👧 🇺🇳', 1700000000035, 1700000000035, NULL, 'default');
INSERT INTO "registered_models" VALUES ('combining é against é', 1700000000036, 1700000000036, NULL, 'default');
INSERT INTO "registered_models" VALUES ('renamed model', 1700000000038, 1700000000060, NULL, 'default');
INSERT INTO "registered_models" VALUES ('prompt', 1700000000119, 1700000000124, '  leading', 'default');
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
	run_link VARCHAR(500), 
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES ('model', 1, 1700000000040, 1700000000056, 'no limit to fill', NULL, 'Production', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', 'default');
INSERT INTO "model_versions" VALUES ('model', 2, 1700000000041, 1700000000057, 'a version
of model', NULL, 'Staging', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', '4c16fbe3992145b8a705f525d18674fc', 'READY', NULL, 'https://mlflow.example/#/runs/4c16fbe3992145b8a705f525d18674fc', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', 'default');
INSERT INTO "model_versions" VALUES ('model', 3, 1700000000042, 1700000000058, 'a version
of model', NULL, 'Archived', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', '619bfc520bfa4489b49f08fe44259593', 'READY', NULL, 'https://mlflow.example/#/runs/619bfc520bfa4489b49f08fe44259593', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', 'default');
INSERT INTO "model_versions" VALUES ('x', 1, 1700000000043, 1700000000059, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL, 'REDACTED-RUN-LINK', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', 'default');
INSERT INTO "model_versions" VALUES ('x', 2, 1700000000044, 1700000000044, 'a version
of x', NULL, 'None', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', '4c16fbe3992145b8a705f525d18674fc', 'READY', NULL, 'https://mlflow.example/#/runs/4c16fbe3992145b8a705f525d18674fc', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', 'default');
INSERT INTO "model_versions" VALUES ('x', 3, 1700000000045, 1700000000045, 'a version
of x', NULL, 'None', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', '619bfc520bfa4489b49f08fe44259593', 'READY', NULL, 'https://mlflow.example/#/runs/619bfc520bfa4489b49f08fe44259593', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', 'default');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 1, 1700000000046, 1700000000046, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', 'default');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 2, 1700000000047, 1700000000047, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', '4c16fbe3992145b8a705f525d18674fc', 'READY', NULL, 'https://mlflow.example/#/runs/4c16fbe3992145b8a705f525d18674fc', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', 'default');
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 3, 1700000000048, 1700000000048, 'a version
of trailing blanks   ', NULL, 'None', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', '619bfc520bfa4489b49f08fe44259593', 'READY', NULL, 'https://mlflow.example/#/runs/619bfc520bfa4489b49f08fe44259593', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', 'default');
INSERT INTO "model_versions" VALUES ('  leading', 1, 1700000000049, 1700000000049, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', 'default');
INSERT INTO "model_versions" VALUES ('  leading', 2, 1700000000050, 1700000000050, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', '4c16fbe3992145b8a705f525d18674fc', 'READY', NULL, 'https://mlflow.example/#/runs/4c16fbe3992145b8a705f525d18674fc', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', 'default');
INSERT INTO "model_versions" VALUES ('  leading', 3, 1700000000051, 1700000000051, 'a version
of   leading', NULL, 'None', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', '619bfc520bfa4489b49f08fe44259593', 'READY', NULL, 'https://mlflow.example/#/runs/619bfc520bfa4489b49f08fe44259593', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', 'default');
INSERT INTO "model_versions" VALUES ('renamed model', 1, 1700000000052, 1700000000060, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', '7187b4b71adf4c9fa7289a7f3b5bf7e5', 'READY', NULL, 'https://mlflow.example/#/runs/7187b4b71adf4c9fa7289a7f3b5bf7e5', 's3://artifacts/models/7187b4b71adf4c9fa7289a7f3b5bf7e5', 'default');
INSERT INTO "model_versions" VALUES ('renamed model', 2, 1700000000053, 1700000000060, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', '4c16fbe3992145b8a705f525d18674fc', 'READY', NULL, 'https://mlflow.example/#/runs/4c16fbe3992145b8a705f525d18674fc', 's3://artifacts/models/4c16fbe3992145b8a705f525d18674fc', 'default');
INSERT INTO "model_versions" VALUES ('renamed model', 3, 1700000000054, 1700000000060, 'a version
of to be renamed', NULL, 'None', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', '619bfc520bfa4489b49f08fe44259593', 'READY', NULL, 'https://mlflow.example/#/runs/619bfc520bfa4489b49f08fe44259593', 's3://artifacts/models/619bfc520bfa4489b49f08fe44259593', 'default');
INSERT INTO "model_versions" VALUES ('prompt', 1, 1700000000120, 1700000000120, '  leading', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source', 'default');
INSERT INTO "model_versions" VALUES ('prompt', 2, 1700000000122, 1700000000122, 'emoji 🧪 👩‍👩‍👧 🇺🇳', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source', 'default');
INSERT INTO "model_versions" VALUES ('prompt', 3, 1700000000123, 1700000000123, 'combining é against é', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source', 'default');
INSERT INTO "model_versions" VALUES ('prompt', 4, 1700000000124, 1700000000124, 'right to left שלום ‮مرحبا‬', NULL, 'None', 'dummy-source', NULL, 'READY', NULL, NULL, 'dummy-source', 'default');
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "registered_model_tags" VALUES ('tag 0', '', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 1', 'x', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 2', ' ', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 3', 'trailing blanks   ', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 4', '  leading', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 6', 'combining é against é', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 11', '\N', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 12', '\.', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 13', 'NULL', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 14', 'null', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 15', '{}', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 16', '0001.50', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 17', '1e400', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 18', 'true', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag 22', 'no limit to fill', 'model', 'default');
INSERT INTO "registered_model_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 'default');
INSERT INTO "registered_model_tags" VALUES ('tag', 'right to left שלום ‮مرحبا‬', 'prompt', 'default');
INSERT INTO "registered_model_tags" VALUES ('_mlflow_experiment_ids', ',0,', 'prompt', 'default');
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'model', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'model', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'x', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'x', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'trailing blanks   ', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'trailing blanks   ', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', '  leading', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', '  leading', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('plain', 'tag', 'renamed model', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('empty', '', 'renamed model', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 0', '', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 1', 'x', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 2', ' ', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 3', 'trailing blanks   ', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 4', '  leading', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 6', 'combining é against é', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 11', '\N', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 12', '\.', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 13', 'NULL', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 14', 'null', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 15', '{}', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 16', '0001.50', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 17', '1e400', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 18', 'true', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag 22', 'no limit to fill', 'model', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag', '  leading', 'prompt', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }}   leading', 'prompt', 1, 'default');
INSERT INTO "model_version_tags" VALUES ('tag', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'prompt', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} emoji 🧪 👩‍👩‍👧 🇺🇳', 'prompt', 2, 'default');
INSERT INTO "model_version_tags" VALUES ('tag', 'combining é against é', 'prompt', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} combining é against é', 'prompt', 3, 'default');
INSERT INTO "model_version_tags" VALUES ('tag', 'right to left שלום ‮مرحبا‬', 'prompt', 4, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.is_prompt', 'true', 'prompt', 4, 'default');
INSERT INTO "model_version_tags" VALUES ('_mlflow_prompt_type', 'text', 'prompt', 4, 'default');
INSERT INTO "model_version_tags" VALUES ('mlflow.prompt.text', 'Hello {{ name }} right to left שלום ‮مرحبا‬', 'prompt', 4, 'default');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "registered_model_aliases" VALUES ('champion', 1, 'model', 'default');
INSERT INTO "registered_model_aliases" VALUES ('challenger', 2, 'model', 'default');
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES ('d-5ce67ed414cc4de186c7ff277cf75a3b', 'evaluation 评估 0', '{"inputs": {"number": "integer", "text": "string", "nul": "string", "half": "string", "float": "float"}, "outputs": {"answer": "string"}, "expectations": {"expected": "string"}, "version": "1.0"}', '{"num_records": 22}', '93581c44', 1700000000092, 1700000000093, NULL, 'someone', 'default');
INSERT INTO "evaluation_datasets" VALUES ('d-e14751e093d843c5ad44c2e5a2d6303d', 'evaluation 评估 1', '{"inputs": {"number": "integer", "text": "string", "nul": "string", "half": "string", "float": "float"}, "outputs": {"answer": "string"}, "expectations": {"expected": "string"}, "version": "1.0"}', '{"num_records": 22}', 'ba2d475e', 1700000000094, 1700000000095, NULL, 'someone', 'default');
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
INSERT INTO "webhooks" VALUES ('76ac38b1-a18b-44dc-a08d-871dc585a14f', 'webhook', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'https://192.88.99.1/x', 'ACTIVE', 'gAAAAABlU_EAIK5GeeLsaWW4tAFHYDYohEjF-jpI8lT0LrVmpPdDqaLRV7dHzgSCN8ssCYJaOdHPCdnpLK00hm7Ihq5zB-2U0g==', 1700000000116, 1700000000116, NULL, 'default');
INSERT INTO "webhooks" VALUES ('99f7c9c1-597c-492e-a490-e6e151181900', 'off', NULL, 'https://192.88.99.1/y', 'DISABLED', NULL, 1700000000118, 1700000000118, NULL, 'default');
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
INSERT INTO "secrets" VALUES ('s-b82e9c66c0764e32932a6b2ecc80b12c', 'secret   leading', x'58544ac0ae76915841f7297481ea17ac67a22efe789f1a3fc825b2db52e7004abe87d0f5e625e46cbe94a85bfd434f92c4a0abe0953ff1', x'6998cfebfd04f10a6735cad58d0ef6313b43ceaab9d5a3fc121a06eee30330f3dab3545a2e31ef987c534f7b00aba516ca39481f905343e6b3099843', 1, '{"api_key": "sk-...ding"}', 'openai', NULL, NULL, 'someone', 1700000000097, 'someone', 1700000000097, 'default');
INSERT INTO "secrets" VALUES ('s-882b0975c49242ca82c4cc22ab7662bc', 'secret emoji 🧪 👩‍👩‍👧 🇺🇳', x'99a5f4a4a037ecb42f62035792f52b18ded956af7c5bea08423870ccfcaffe9bee5ea052ccc1aea0c129586475dd27ca98966e38828bebb79ed18eb41e4013d9049cc66e226acef1005d3ac074fa2526dbe3a510dc91914500d2315644b2f2476db8c2b09da358149889056b6efd422688f08e03ca1fe9bd01ddc3901633f98d4f0a293acbab32e846d5', x'066d8a360aa4a96324ed1d4af23e727dc1413bf0b9ec3cc68dcbadd226655accbbaa36ede2761f4990f8ce25291cb31e5392cf3d3e14bb59ab25ba9a', 1, '{"api_key": "sk-...\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3"}', 'openai', '{"auth_mode": "api_key"}', NULL, 'someone', 1700000000099, 'someone', 1700000000099, 'default');
INSERT INTO "secrets" VALUES ('s-b44c5f74033c40bc9d8cec3314bb22e7', 'secret combining é against é', x'29acd7db2f98227df6dd749d664c828ee8ade02e4c02551cbec76204425618eab87e7d8b710b6dedef140d7f45d317e19b108b6fa8a1075e5d2b77da9cfac3e6880a6c97e8395b2a081b4ea22daa', x'2ea0f0e03478a8e1eb3766827a50fc5f5c17b9d794068f3297e0770d77b1aa15345c61d3103437adb181078b5d3c94c6df40199c6526a8cdf9af719b', 1, '{"api_key": "sk-...st \u00e9"}', 'openai', '{"auth_mode": "api_key"}', NULL, 'someone', 1700000000101, 'someone', 1700000000101, 'default');
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "endpoints" VALUES ('e-f40b888055fa407ab35fac7fbceea30f', 'endpoint-0', NULL, 1700000000103, NULL, 1700000000103, NULL, '{"strategy": "SEQUENTIAL", "max_attempts": 2, "model_definition_ids": ["d-b634c2422c2443c8943eaf3911d2216c"]}', NULL, 0, 'default');
INSERT INTO "endpoints" VALUES ('e-94e04bff9562403487d0df1328083e2b', 'endpoint-1', NULL, 1700000000105, NULL, 1700000000105, 'REQUEST_BASED_TRAFFIC_SPLIT', '{"strategy": "SEQUENTIAL", "max_attempts": 2, "model_definition_ids": ["d-b634c2422c2443c8943eaf3911d2216c"]}', NULL, 0, 'default');
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "model_definitions" VALUES ('d-550a7fc65be14354a1635a04ec86185a', 'definition   leading', 's-b82e9c66c0764e32932a6b2ecc80b12c', 'openai', 'gpt', 'someone', 1700000000098, 'someone', 1700000000098, 'default');
INSERT INTO "model_definitions" VALUES ('d-b634c2422c2443c8943eaf3911d2216c', 'definition emoji 🧪 👩‍👩‍👧 🇺🇳', 's-882b0975c49242ca82c4cc22ab7662bc', 'openai', 'gpt', 'someone', 1700000000100, 'someone', 1700000000100, 'default');
INSERT INTO "model_definitions" VALUES ('d-5cbeb7fc21c44f2daf55350b2c16a905', 'definition combining é against é', 's-b44c5f74033c40bc9d8cec3314bb22e7', 'openai', 'gpt', 'someone', 1700000000102, 'someone', 1700000000102, 'default');
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
INSERT INTO "jobs" VALUES ('d47b82c2-56ad-4bc2-b48d-c876448ac91e', 1700000000125, 'job   leading', '{"x": "  leading", "number": 0.1}', NULL, 2, '"done \u2705"', 0, 1700000000133, 'default');
INSERT INTO "jobs" VALUES ('7e9a6968-2fea-4a82-bd7d-d73957071241', 1700000000126, 'job emoji 🧪 👩‍👩‍👧 🇺🇳', '{"x": "emoji \ud83e\uddea \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddfa\ud83c\uddf3", "number": 0.1}', 0.1, 3, 'broken
it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 0, 1700000000135, 'default');
INSERT INTO "jobs" VALUES ('a042bb4e-1d20-48f3-b699-b81dfa9e07bc', 1700000000127, 'job combining é against é', '{"x": "combining e\u0301 against \u00e9", "number": 0.1}', 1e+300, 1, NULL, 0, 1700000000136, 'default');
INSERT INTO "jobs" VALUES ('25d2fdfd-c279-478b-9d3a-a435da15e13a', 1700000000128, 'job right to left שלום ‮مرحبا‬', '{"x": "right to left \u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c", "number": 0.1}', NULL, 0, NULL, 0, 1700000000128, 'default');
INSERT INTO "jobs" VALUES ('efc84c68-6c12-4437-9242-c4b6f52e68fe', 1700000000129, 'job 实验 實驗 実験 실험', '{"x": "\u5b9e\u9a8c \u5be6\u9a57 \u5b9f\u9a13 \uc2e4\ud5d8", "number": 0.1}', 0.1, 0, NULL, 0, 1700000000129, 'default');
INSERT INTO "jobs" VALUES ('3805d35c-07c7-47c3-95da-e54e4e2b02bc', 1700000000130, 'job it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', '{"x": "it''s \"quoted\" `so` \\ and \\\\ 100%s %(x)s $1 {x}", "number": 0.1}', 1e+300, 0, NULL, 0, 1700000000130, 'default');
INSERT INTO "jobs" VALUES ('74df095c-b3c7-4c3c-b04a-caace63aaff5', 1700000000131, CAST(x'6a6f62206669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), '{"x": "first line\nsecond\r\nthird\r\ttabbed\u000b\f", "number": 0.1}', NULL, 0, NULL, 0, 1700000000131, 'default');
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES ('default', 'Default workspace for legacy resources', NULL);
INSERT INTO "workspaces" VALUES ('team-a', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 's3://artifacts/team-a');
INSERT INTO "workspaces" VALUES ('team-b', NULL, NULL);
CREATE INDEX idx_endpoints_workspace ON endpoints (workspace);
CREATE INDEX idx_evaluation_datasets_workspace ON evaluation_datasets (workspace);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX idx_model_definitions_workspace ON model_definitions (workspace);
CREATE INDEX idx_registered_models_workspace ON registered_models (workspace);
CREATE INDEX idx_secrets_workspace ON secrets (workspace);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX idx_webhooks_workspace ON webhooks (workspace);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_endpoint_model_mappings_endpoint_id ON endpoint_model_mappings (endpoint_id);
CREATE INDEX index_endpoint_model_mappings_model_definition_id ON endpoint_model_mappings (model_definition_id);
CREATE INDEX index_endpoint_tags_endpoint_id ON endpoint_tags (endpoint_id);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, workspace, status, creation_time);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_model_definitions_provider ON model_definitions (provider);
CREATE INDEX index_model_definitions_secret_id ON model_definitions (secret_id);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_span_metrics_trace_id_span_id ON span_metrics (trace_id, span_id);
CREATE INDEX index_spans_experiment_id ON spans (experiment_id);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_metrics_request_id ON trace_metrics (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE UNIQUE INDEX unique_endpoint_model_linkage_mapping ON endpoint_model_mappings (endpoint_id, model_definition_id, linkage_type);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
COMMIT;

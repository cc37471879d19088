PRAGMA foreign_keys = OFF;
PRAGMA ignore_check_constraints = ON;
BEGIN;
CREATE TABLE experiments (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES (0, 'Default', 's3://artifacts/mlflow/0', 'active');
INSERT INTO "experiments" VALUES (1, 'plain', 's3://artifacts/0', 'active');
INSERT INTO "experiments" VALUES (2, 'x', 's3://artifacts/1', 'active');
INSERT INTO "experiments" VALUES (3, 'trailing blanks   ', 's3://artifacts/2', 'active');
INSERT INTO "experiments" VALUES (4, '  leading', 's3://artifacts/3', 'active');
INSERT INTO "experiments" VALUES (5, 'emoji 🧪 👩‍👩‍👧 🇺🇳', 's3://artifacts/4', 'active');
INSERT INTO "experiments" VALUES (6, 'combining é against é', 's3://artifacts/5', 'active');
INSERT INTO "experiments" VALUES (7, 'long location', 's3://𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', 'active');
INSERT INTO "experiments" VALUES (8, 'to be deleted', 's3://artifacts/deleted', 'deleted');
INSERT INTO "experiments" VALUES (9, 'renamed ✏️', 's3://artifacts/restored', 'active');
CREATE TABLE params (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES ('param 0', '', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 1', 'x', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 2', ' ', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 3', 'trailing blanks   ', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 4', '  leading', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 6', 'combining é against é', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 7', 'right to left שלום ‮مرحبا‬', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 8', '实验 實驗 実験 실험', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 11', '\N', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 12', '\.', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 13', 'NULL', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 14', 'null', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 15', '{}', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 16', '0001.50', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 17', '1e400', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 18', 'true', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 20', '﻿byte order mark � ￿ 􏿿', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 21', '../../etc; DROP TABLE runs; --', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('param 22', '𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('ключ/键.with-everything_ 1', '3.5', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', 'long key', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "params" VALUES ('learning rate', '1e-3', '30500b4afbfc46c7b8b43bfd85297d9c');
INSERT INTO "params" VALUES ('learning rate', '1e-3', 'a7fca2fa8d8c41a08207c7766b9913cf');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES ('0a8213491aaa');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "metrics" VALUES ('doubles', 0.1, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('double/0', 0.1, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.3333333333333333, 1600000000001, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 5e-324, 1600000000002, 'cccc54476dec4e89884f0b9cc94fed97', 2, 0);
INSERT INTO "metrics" VALUES ('double/2', 5e-324, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 2.2250738585072014e-308, 1600000000003, 'cccc54476dec4e89884f0b9cc94fed97', 3, 0);
INSERT INTO "metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000004, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000005, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 9007199254740992.0, 1600000000006, 'cccc54476dec4e89884f0b9cc94fed97', 6, 0);
INSERT INTO "metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1e+22, 1600000000007, 'cccc54476dec4e89884f0b9cc94fed97', 7, 0);
INSERT INTO "metrics" VALUES ('double/7', 1e+22, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000008, 'cccc54476dec4e89884f0b9cc94fed97', 8, 0);
INSERT INTO "metrics" VALUES ('double/8', 0.0, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000009, 'cccc54476dec4e89884f0b9cc94fed97', 9, 0);
INSERT INTO "metrics" VALUES ('double/9', 0.0, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 1.7976931348623157e+308, 1600000000010, 'cccc54476dec4e89884f0b9cc94fed97', 10, 0);
INSERT INTO "metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', -1.7976931348623157e+308, 1600000000011, 'cccc54476dec4e89884f0b9cc94fed97', 11, 0);
INSERT INTO "metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('doubles', 0.0, 1600000000012, 'cccc54476dec4e89884f0b9cc94fed97', 12, 1);
INSERT INTO "metrics" VALUES ('double/12', 0.0, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 1);
INSERT INTO "metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 'cccc54476dec4e89884f0b9cc94fed97', 13, 0);
INSERT INTO "metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('same step again', 1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 2.0, 20, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('same step again', 0.5, 15, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('older step last', 9.0, 99, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('tie in time', 1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 3.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('tie in time', 2.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('full tie', 1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('nan first', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 1);
INSERT INTO "metrics" VALUES ('nan first', -1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', -1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('nan last', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 1);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('nan against zero', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 1);
INSERT INTO "metrics" VALUES ('zero against nan', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('signed zeros', 0.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', 5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 1.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', -5, 0);
INSERT INTO "metrics" VALUES ('negative steps', 2.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', -6, 0);
INSERT INTO "metrics" VALUES ('negative steps', 3.0, 10, 'cccc54476dec4e89884f0b9cc94fed97', -9223372036854775808, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 'cccc54476dec4e89884f0b9cc94fed97', 9223372036854775807, 0);
INSERT INTO "metrics" VALUES ('ends of the range', 2.0, 0, 'cccc54476dec4e89884f0b9cc94fed97', 9007199254740993, 0);
INSERT INTO "metrics" VALUES ('infinities', -1.7976931348623157e+308, 1, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000222, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.046194988755855385, 1600000000004, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.1462240997305914, 1600000000004, 'cccc54476dec4e89884f0b9cc94fed97', 4, 0);
INSERT INTO "metrics" VALUES ('loss', -1.212667255394604, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.4250032316438219, 1600000000000, 'cccc54476dec4e89884f0b9cc94fed97', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.5866631699570336, 1600000000003, 'cccc54476dec4e89884f0b9cc94fed97', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.6004473988342091, 1600000000003, 'cccc54476dec4e89884f0b9cc94fed97', 3, 0);
INSERT INTO "metrics" VALUES ('loss', -0.1486576849894123, 1600000000001, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.36113904086413223, 1600000000001, 'cccc54476dec4e89884f0b9cc94fed97', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.6726188506988339, 1600000000002, 'cccc54476dec4e89884f0b9cc94fed97', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 1.230228573950165, 1600000000002, 'cccc54476dec4e89884f0b9cc94fed97', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143214924482669, 1600000000001, '100b591eb7f645f595fcdb18e568868a', 1, 0);
INSERT INTO "metrics" VALUES ('acc', 0.8582310353164021, 1600000000001, '100b591eb7f645f595fcdb18e568868a', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 0.39339939527745726, 1600000000000, '100b591eb7f645f595fcdb18e568868a', 0, 0);
INSERT INTO "metrics" VALUES ('acc', -0.5344641514459845, 1600000000000, '100b591eb7f645f595fcdb18e568868a', 0, 0);
INSERT INTO "metrics" VALUES ('loss', 0.9082681194488185, 1600000000003, '100b591eb7f645f595fcdb18e568868a', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 1.5004308903985357, 1600000000003, '100b591eb7f645f595fcdb18e568868a', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 3.5887609000202585, 1600000000002, '100b591eb7f645f595fcdb18e568868a', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -0.031012643200338738, 1600000000002, '100b591eb7f645f595fcdb18e568868a', 2, 0);
INSERT INTO "metrics" VALUES ('loss', 1.069051408853864, 1600000000004, '100b591eb7f645f595fcdb18e568868a', 4, 0);
INSERT INTO "metrics" VALUES ('acc', 0.004005209831411968, 1600000000004, '100b591eb7f645f595fcdb18e568868a', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 1.143296049495772, 1600000000002, '30500b4afbfc46c7b8b43bfd85297d9c', 2, 0);
INSERT INTO "metrics" VALUES ('acc', -1.3470136363401906, 1600000000002, '30500b4afbfc46c7b8b43bfd85297d9c', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -0.13251038510527785, 1600000000003, '30500b4afbfc46c7b8b43bfd85297d9c', 3, 0);
INSERT INTO "metrics" VALUES ('acc', -0.9010530841763102, 1600000000003, '30500b4afbfc46c7b8b43bfd85297d9c', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.5248156215721826, 1600000000001, '30500b4afbfc46c7b8b43bfd85297d9c', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -1.7127800756022855, 1600000000001, '30500b4afbfc46c7b8b43bfd85297d9c', 1, 0);
INSERT INTO "metrics" VALUES ('loss', 1.2497026960562818, 1600000000000, '30500b4afbfc46c7b8b43bfd85297d9c', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.7986934296244381, 1600000000000, '30500b4afbfc46c7b8b43bfd85297d9c', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.05990308541178636, 1600000000004, '30500b4afbfc46c7b8b43bfd85297d9c', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -0.4223780786735991, 1600000000004, '30500b4afbfc46c7b8b43bfd85297d9c', 4, 0);
INSERT INTO "metrics" VALUES ('loss', 0.3533004032599152, 1600000000000, 'a7fca2fa8d8c41a08207c7766b9913cf', 0, 0);
INSERT INTO "metrics" VALUES ('acc', 0.957353912081871, 1600000000000, 'a7fca2fa8d8c41a08207c7766b9913cf', 0, 0);
INSERT INTO "metrics" VALUES ('loss', -0.15082950987203106, 1600000000002, 'a7fca2fa8d8c41a08207c7766b9913cf', 2, 0);
INSERT INTO "metrics" VALUES ('acc', 0.2913733958679329, 1600000000002, 'a7fca2fa8d8c41a08207c7766b9913cf', 2, 0);
INSERT INTO "metrics" VALUES ('loss', -1.1376174363355664, 1600000000001, 'a7fca2fa8d8c41a08207c7766b9913cf', 1, 0);
INSERT INTO "metrics" VALUES ('acc', -0.7239112484476079, 1600000000001, 'a7fca2fa8d8c41a08207c7766b9913cf', 1, 0);
INSERT INTO "metrics" VALUES ('loss', -0.3133382619949413, 1600000000003, 'a7fca2fa8d8c41a08207c7766b9913cf', 3, 0);
INSERT INTO "metrics" VALUES ('acc', 0.20424186981250766, 1600000000003, 'a7fca2fa8d8c41a08207c7766b9913cf', 3, 0);
INSERT INTO "metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 'a7fca2fa8d8c41a08207c7766b9913cf', 4, 0);
INSERT INTO "metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 'a7fca2fa8d8c41a08207c7766b9913cf', 4, 0);
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
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '0d42acf671dd49c7b77a477a3559c650');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '760b55c16bef477d9ddea745c3fdbe95');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', '7be179ddbc28469082c8e3f636c9c4aa');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'PROJECT', 'b2d7c6079a35412284a1487cdfd55af2');
INSERT INTO "tags" VALUES ('tag 0', '', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 1', 'x', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 2', ' ', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 3', 'trailing blanks   ', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 4', '  leading', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 5', 'emoji 🧪 👩‍👩‍👧 🇺🇳', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 6', 'combining é against é', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 7', 'right to left שלום ‮مرحبا‬', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 8', '实验 實驗 実験 실험', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 9', 'it''s "quoted" `so` \ and \\ 100%s %(x)s $1 {x}', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 10', CAST(x'6669727374206c696e650a7365636f6e640d0a74686972640d097461626265640b0c' AS TEXT), 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 11', '\N', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 12', '\.', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 13', 'NULL', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 14', 'null', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 15', '{}', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 16', '0001.50', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 17', '1e400', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 18', 'true', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 19', CAST(x'636f6e74726f6c2001081b1f7fc280c29f' AS TEXT), 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 20', '﻿byte order mark � ￿ 􏿿', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 21', '../../etc; DROP TABLE runs; --', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('tag 22', 'no limit to fill', 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "tags" VALUES ('ключ/键', 'value', 'cccc54476dec4e89884f0b9cc94fed97');
CREATE TABLE latest_metrics (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "latest_metrics" VALUES ('doubles', 123456789.12345679, 1600000000013, 13, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/0', 0.1, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/1', 0.3333333333333333, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/2', 5e-324, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/3', 2.2250738585072014e-308, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/4', 1.7976931348623157e+308, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/5', -1.7976931348623157e+308, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/6', 9007199254740992.0, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/7', 1e+22, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/8', 0.0, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/9', 0.0, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/10', 1.7976931348623157e+308, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/11', -1.7976931348623157e+308, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/12', 0.0, 1600000000000, 0, 1, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('double/13', 123456789.12345679, 1600000000000, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('same step again', 2.0, 20, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('older step last', 1.0, 10, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('tie in time', 3.0, 10, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('full tie', 1.0, 10, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('nan first', 0.0, 10, 5, 1, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('nan last', 0.0, 10, 5, 1, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('nan against zero', 0.0, 10, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('zero against nan', 0.0, 10, 5, 1, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('signed zeros', 0.0, 10, 5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('negative steps', 1.0, 10, -5, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('ends of the range', 1.0, 9223372036854775807, 9223372036854775807, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('infinities', 1.7976931348623157e+308, 1, 1, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', 1.0, 1700000000222, 0, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('loss', 0.046194988755855385, 1600000000004, 4, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('acc', 0.1462240997305914, 1600000000004, 4, 0, 'cccc54476dec4e89884f0b9cc94fed97');
INSERT INTO "latest_metrics" VALUES ('loss', 1.069051408853864, 1600000000004, 4, 0, '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "latest_metrics" VALUES ('acc', 0.004005209831411968, 1600000000004, 4, 0, '100b591eb7f645f595fcdb18e568868a');
INSERT INTO "latest_metrics" VALUES ('loss', -0.05990308541178636, 1600000000004, 4, 0, '30500b4afbfc46c7b8b43bfd85297d9c');
INSERT INTO "latest_metrics" VALUES ('acc', -0.4223780786735991, 1600000000004, 4, 0, '30500b4afbfc46c7b8b43bfd85297d9c');
INSERT INTO "latest_metrics" VALUES ('loss', 0.8301530418372612, 1600000000004, 4, 0, 'a7fca2fa8d8c41a08207c7766b9913cf');
INSERT INTO "latest_metrics" VALUES ('acc', -1.032251520239921, 1600000000004, 4, 0, 'a7fca2fa8d8c41a08207c7766b9913cf');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES ('model', 1700000000271, 1700000000327, 'no limit to fill');
INSERT INTO "registered_models" VALUES ('x', 1700000000273, 1700000000328, NULL);
INSERT INTO "registered_models" VALUES ('trailing blanks   ', 1700000000275, 1700000000306, NULL);
INSERT INTO "registered_models" VALUES ('  leading', 1700000000277, 1700000000312, NULL);
INSERT INTO "registered_models" VALUES ('emoji 🧪 👩‍👩‍👧 🇺🇳', 1700000000279, 1700000000279, NULL);
INSERT INTO "registered_models" VALUES ('combining é against é', 1700000000281, 1700000000281, NULL);
INSERT INTO "registered_models" VALUES ('to be renamed', 1700000000285, 1700000000318, NULL);
CREATE TABLE model_versions (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32) NOT NULL, 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "model_versions" VALUES ('model', 1, 1700000000290, 1700000000323, 'no limit to fill', NULL, 'Production', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('model', 2, 1700000000292, 1700000000325, NULL, NULL, 'Staging', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('model', 3, 1700000000294, 1700000000327, NULL, NULL, 'Archived', 's3://artifacts/models/30500b4afbfc46c7b8b43bfd85297d9c', '30500b4afbfc46c7b8b43bfd85297d9c', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('x', 1, 1700000000296, 1700000000328, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('x', 2, 1700000000298, 1700000000298, NULL, NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('x', 3, 1700000000300, 1700000000300, NULL, NULL, 'None', 's3://artifacts/models/30500b4afbfc46c7b8b43bfd85297d9c', '30500b4afbfc46c7b8b43bfd85297d9c', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 1, 1700000000302, 1700000000302, NULL, NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 2, 1700000000304, 1700000000304, NULL, NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('trailing blanks   ', 3, 1700000000306, 1700000000306, NULL, NULL, 'None', 's3://artifacts/models/30500b4afbfc46c7b8b43bfd85297d9c', '30500b4afbfc46c7b8b43bfd85297d9c', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('  leading', 1, 1700000000308, 1700000000308, NULL, NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('  leading', 2, 1700000000310, 1700000000310, NULL, NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('  leading', 3, 1700000000312, 1700000000312, NULL, NULL, 'None', 's3://artifacts/models/30500b4afbfc46c7b8b43bfd85297d9c', '30500b4afbfc46c7b8b43bfd85297d9c', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('to be renamed', 1, 1700000000314, 1700000000314, NULL, NULL, 'None', 's3://artifacts/models/cccc54476dec4e89884f0b9cc94fed97', 'cccc54476dec4e89884f0b9cc94fed97', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('to be renamed', 2, 1700000000316, 1700000000316, NULL, NULL, 'None', 's3://artifacts/models/100b591eb7f645f595fcdb18e568868a', '100b591eb7f645f595fcdb18e568868a', 'READY', NULL);
INSERT INTO "model_versions" VALUES ('to be renamed', 3, 1700000000318, 1700000000318, NULL, NULL, 'None', 's3://artifacts/models/30500b4afbfc46c7b8b43bfd85297d9c', '30500b4afbfc46c7b8b43bfd85297d9c', 'READY', NULL);
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
	experiment_id INTEGER, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "runs" VALUES ('cccc54476dec4e89884f0b9cc94fed97', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1600000000000, NULL, '', 'active', 's3://artifacts/mlflow/0/cccc54476dec4e89884f0b9cc94fed97/artifacts', 0);
INSERT INTO "runs" VALUES ('100b591eb7f645f595fcdb18e568868a', '', 'UNKNOWN', '', '', 'unknown', 'FINISHED', 1600000000001, 1700000000000, '', 'active', 's3://artifacts/0/100b591eb7f645f595fcdb18e568868a/artifacts', 1);
INSERT INTO "runs" VALUES ('30500b4afbfc46c7b8b43bfd85297d9c', '', 'UNKNOWN', '', '', 'unknown', 'FAILED', 1600000000002, 1700000000000, '', 'active', 's3://artifacts/1/30500b4afbfc46c7b8b43bfd85297d9c/artifacts', 2);
INSERT INTO "runs" VALUES ('a7fca2fa8d8c41a08207c7766b9913cf', '', 'UNKNOWN', '', '', 'unknown', 'KILLED', 1600000000003, 1700000000000, '', 'active', 's3://artifacts/2/a7fca2fa8d8c41a08207c7766b9913cf/artifacts', 3);
INSERT INTO "runs" VALUES ('0d42acf671dd49c7b77a477a3559c650', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', -1, NULL, '', 'active', 's3://artifacts/0/0d42acf671dd49c7b77a477a3559c650/artifacts', 1);
INSERT INTO "runs" VALUES ('760b55c16bef477d9ddea745c3fdbe95', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000091, NULL, '', 'active', 's3://artifacts/0/760b55c16bef477d9ddea745c3fdbe95/artifacts', 1);
INSERT INTO "runs" VALUES ('7be179ddbc28469082c8e3f636c9c4aa', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9007199254740992, NULL, '', 'active', 's3://artifacts/0/7be179ddbc28469082c8e3f636c9c4aa/artifacts', 1);
INSERT INTO "runs" VALUES ('b2d7c6079a35412284a1487cdfd55af2', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 9223372036854775807, NULL, '', 'active', 's3://artifacts/0/b2d7c6079a35412284a1487cdfd55af2/artifacts', 1);
INSERT INTO "runs" VALUES ('7187b4b71adf4c9fa7289a7f3b5bf7e5', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000098, NULL, '', 'deleted', 's3://artifacts/0/7187b4b71adf4c9fa7289a7f3b5bf7e5/artifacts', 1);
INSERT INTO "runs" VALUES ('4c16fbe3992145b8a705f525d18674fc', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000102, NULL, '', 'deleted', 's3://artifacts/0/4c16fbe3992145b8a705f525d18674fc/artifacts', 1);
INSERT INTO "runs" VALUES ('619bfc520bfa4489b49f08fe44259593', '', 'UNKNOWN', '', '', 'unknown', 'RUNNING', 1700000000106, NULL, '', 'active', 's3://artifacts/0/619bfc520bfa4489b49f08fe44259593/artifacts', 1);
COMMIT;

-- SPDX-License-Identifier: Apache-2.0
-- Looks like Citus 13.2 to a client, on a server without it: its catalog, functions and settings, and what it refuses.
-- For a database of its own, as a superuser; see add_citus() of database.hpp. No file is installed: the extension's row
-- is written into the catalog. There are no workers and no shards, and each rule is one that was seen in Citus's source.
SET client_min_messages = warning;
SET allow_system_table_mods = on;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
VALUES (99001, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2.2');
SELECT format('ALTER DATABASE %I SET citus.multi_shard_modify_mode = parallel', current_database()) \gexec
SELECT format('ALTER DATABASE %I SET citus.enable_schema_based_sharding = off', current_database()) \gexec
SELECT format('ALTER DATABASE %I SET citus.use_citus_managed_tables = off', current_database()) \gexec
SELECT format('ALTER DATABASE %I SET citus.enable_local_reference_table_foreign_keys = on', current_database()) \gexec
SELECT format('ALTER DATABASE %I SET citus.enable_ddl_propagation = on', current_database()) \gexec
SELECT format('ALTER DATABASE %I SET citus.shard_replication_factor = 1', current_database()) \gexec

-- partmethod: h, hashed by partkey; n, whole. repmodel: t, a reference table; s, any other.
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL, partkey text,
    colocationid int NOT NULL DEFAULT 0, repmodel "char" NOT NULL, autoconverted bool NOT NULL DEFAULT false);
CREATE TABLE pg_catalog.pg_dist_schema (schemaid oid PRIMARY KEY, colocationid int NOT NULL DEFAULT 0);
-- The coordinator's group is 0. Here it is the only node, and holds the rows.
CREATE TABLE pg_catalog.pg_dist_local_group (groupid int NOT NULL);
INSERT INTO pg_catalog.pg_dist_local_group VALUES (0);
CREATE TABLE pg_catalog.pg_dist_node (groupid int NOT NULL, nodename text NOT NULL, nodeport int NOT NULL,
    noderole text NOT NULL DEFAULT 'primary', isactive bool NOT NULL DEFAULT true, shouldhaveshards bool NOT NULL DEFAULT true);
INSERT INTO pg_catalog.pg_dist_node VALUES (0, 'localhost', 5432);
GRANT SELECT ON pg_catalog.pg_dist_partition, pg_catalog.pg_dist_schema, pg_catalog.pg_dist_local_group,
    pg_catalog.pg_dist_node TO PUBLIC;

-- It has no workers.
CREATE FUNCTION pg_catalog.run_command_on_workers(command text, parallel bool DEFAULT true, OUT nodename text,
    OUT nodeport int, OUT success bool, OUT result text)
RETURNS SETOF record LANGUAGE sql AS $$ SELECT '', 0, true, '' WHERE false $$;

CREATE FUNCTION pg_catalog.citus_set_node_property(nodename text, nodeport int, property text, value bool) RETURNS void
LANGUAGE sql AS 'UPDATE pg_dist_node SET shouldhaveshards = value';

-- A coordinator that is made a node by hand holds no rows at first.
CREATE FUNCTION pg_catalog.citus_set_coordinator_host(host text, port int) RETURNS void
LANGUAGE sql AS 'UPDATE pg_dist_node SET nodename = host, nodeport = port, shouldhaveshards = false';

CREATE FUNCTION pg_catalog.citus_schema_distribute(schemaname regnamespace) RETURNS void LANGUAGE sql AS
'INSERT INTO pg_dist_schema VALUES (schemaname::oid)';
CREATE FUNCTION pg_catalog.citus_schema_undistribute(schemaname regnamespace) RETURNS void LANGUAGE sql AS
'DELETE FROM pg_dist_schema WHERE schemaid = schemaname::oid';

-- Citus does some work on other connections. Those do not see what is not committed, unless a superuser is at work:
-- then there is one connection for all.
CREATE FUNCTION pg_catalog.stand_in_ensure_seen(schema oid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_namespace n, pg_roles WHERE n.oid = schema AND n.xmin = pg_current_xact_id()::xid
        AND rolname = session_user AND NOT rolsuper)
    THEN
        RAISE 'schema "%" does not exist', schema::regnamespace USING ERRCODE = '3F000', HINT = 'on a worker';
    END IF;
END $$;

CREATE FUNCTION pg_catalog.column_to_column_name(table_name regclass, column_var_text text) RETURNS text
LANGUAGE sql AS 'SELECT column_var_text';

-- distributed, reference, managed, or local: not known to Citus.
CREATE FUNCTION pg_catalog.stand_in_kind(rel oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT CASE WHEN partmethod = 'h' THEN 'distributed' WHEN repmodel = 't' THEN 'reference'
        ELSE 'managed' END FROM pg_dist_partition WHERE logicalrelid = rel), 'local') $$;

-- The tables, and all that foreign keys connect with them.
CREATE FUNCTION pg_catalog.stand_in_connected(tables oid[]) RETURNS SETOF oid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE connected (rel) AS (
        SELECT unnest(tables) UNION SELECT CASE rel WHEN conrelid THEN confrelid ELSE conrelid END
        FROM connected JOIN pg_constraint ON contype = 'f' AND rel IN (conrelid, confrelid))
    SELECT rel FROM connected $$;

-- A table that begins or ceases to be managed by Citus is made anew: with another oid, which is what clients notice. As
-- there, the old one becomes a shard, or goes.
CREATE FUNCTION pg_catalog.stand_in_make_anew(rel regclass) RETURNS regclass
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    made text; aside text; columns text; owner text; later text[]; statement text;
BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = rel AND attidentity <> '') THEN
        RAISE 'cannot complete operation on a table with identity column';
    END IF;
    SELECT rel::text, format('%I.%I', nspname, relname || '_102008'), relowner::regrole INTO made, aside, owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = rel;
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = rel AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    SELECT array_agg(sql ORDER BY part) INTO later FROM (
        SELECT 1 AS part, format('ALTER TABLE %s ADD CONSTRAINT %I %s', made, conname, pg_get_constraintdef(oid)) AS sql
        FROM pg_constraint WHERE conrelid = rel AND contype IN ('p', 'u')
        UNION ALL SELECT 2, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = rel AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
        UNION ALL SELECT 3, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = rel AND NOT tgisinternal
        UNION ALL SELECT 4, format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE contype = 'f' AND rel IN (conrelid, confrelid)) AS objects;
    EXECUTE format('ALTER TABLE %s RENAME TO %s', made, split_part(aside, '.', 2));
    EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)', made, aside);
    EXECUTE format('ALTER TABLE %s OWNER TO %s', made, owner);
    EXECUTE format('INSERT INTO %s (%s) SELECT %2$s FROM %3$s', made, columns, aside);
    FOR statement IN SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', d.objid::regclass, made, attname) FROM pg_depend d
        JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND refobjid = rel AND deptype = 'a' AND EXISTS (
            SELECT FROM pg_sequence WHERE seqrelid = objid)
    LOOP
        EXECUTE statement;
    END LOOP;
    EXECUTE format('DROP TABLE %s CASCADE', aside);
    FOREACH statement IN ARRAY coalesce(later, '{}') LOOP EXECUTE statement; END LOOP;
    RETURN made;
END $$;

-- Applies Citus's rules of keys, once tables or constraints have changed: a local table that has a foreign key to or
-- from one of Citus's becomes a managed one.
CREATE FUNCTION pg_catalog.stand_in_check() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    key record;
BEGIN
    FOR key IN SELECT c.*, stand_in_kind(conrelid) AS child, stand_in_kind(confrelid) AS parent
        FROM pg_constraint c WHERE contype = 'f' AND conrelid <> confrelid
    LOOP
        IF key.parent = 'distributed' AND key.child <> 'distributed' THEN
            RAISE 'cannot create foreign key constraint since foreign keys from reference tables and local tables to distributed tables are not supported';
        ELSIF key.child = 'distributed' AND key.parent NOT IN ('distributed', 'reference') THEN
            RAISE 'referenced table "%" must be a distributed table or a reference table', key.confrelid::regclass;
        END IF;
    END LOOP;
    FOR key IN SELECT p.logicalrelid FROM pg_index JOIN pg_dist_partition p ON indrelid = logicalrelid
        JOIN pg_attribute ON attrelid = logicalrelid AND attname = partkey
        WHERE indisunique AND partmethod = 'h' AND NOT attnum = ANY (indkey)
    LOOP
        RAISE 'cannot create constraint on "%"', key.logicalrelid USING DETAIL =
            'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include the partition column.';
    END LOOP;
    LOOP
        SELECT CASE 'local' WHEN stand_in_kind(conrelid) THEN conrelid ELSE confrelid END AS local INTO key
        FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
        AND (stand_in_kind(conrelid) = 'local') <> (stand_in_kind(confrelid) = 'local') LIMIT 1;
        EXIT WHEN NOT FOUND;
        INSERT INTO pg_dist_partition VALUES (stand_in_make_anew(key.local), 'n', NULL, 0, 's', true);
    END LOOP;
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM stand_in_ensure_seen(relnamespace) FROM pg_class WHERE oid = table_name;
    PERFORM set_config('stand_in.at_work', 'on', true);
    IF stand_in_kind(table_name) IN ('distributed', 'reference') THEN RAISE 'table "%" is already distributed', table_name; END IF;
    DELETE FROM pg_dist_partition WHERE logicalrelid = table_name;
    INSERT INTO pg_dist_partition VALUES (table_name, 'n', NULL, 2, 't');
    PERFORM stand_in_check();
    PERFORM set_config('stand_in.at_work', '', true);
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(table_name regclass, distribution_column text,
    distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM stand_in_ensure_seen(relnamespace) FROM pg_class WHERE oid = table_name;
    IF current_setting('citus.shard_replication_factor')::int > 1 THEN
        RAISE 'replication_factor (%) exceeds number of worker nodes (1)', current_setting('citus.shard_replication_factor');
    END IF;
    PERFORM set_config('stand_in.at_work', 'on', true);
    IF stand_in_kind(table_name) IN ('distributed', 'reference') THEN RAISE 'table "%" is already distributed', table_name; END IF;
    PERFORM FROM pg_attribute WHERE attrelid = table_name AND attname = distribution_column;
    IF NOT FOUND THEN RAISE 'column "%" of relation "%" does not exist', distribution_column, table_name; END IF;
    IF colocate_with NOT IN ('default', 'none') AND stand_in_kind(colocate_with::regclass) <> 'distributed' THEN
        RAISE 'relation % is not distributed', colocate_with;
    END IF;
    DELETE FROM pg_dist_partition WHERE logicalrelid = table_name;
    INSERT INTO pg_dist_partition VALUES (table_name, 'h', distribution_column, 1, 's');
    PERFORM stand_in_check();
    PERFORM set_config('stand_in.at_work', '', true);
END $$;

-- Of the table and of those that its foreign keys lead to.
CREATE FUNCTION pg_catalog.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF stand_in_kind(table_name) = 'local' THEN
        RAISE 'cannot undistribute table because the table is not distributed';
    ELSIF NOT cascade_via_foreign_keys AND EXISTS (
        SELECT FROM pg_constraint WHERE contype = 'f' AND table_name IN (conrelid, confrelid))
    THEN
        RAISE 'cannot undistribute table because it has a foreign key';
    END IF;
    DELETE FROM pg_dist_partition WHERE logicalrelid IN (SELECT stand_in_connected(ARRAY[table_name::oid]));
END $$;

CREATE FUNCTION pg_catalog.stand_in_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    command record;
    is_sequential boolean := current_setting('citus.multi_shard_modify_mode', true) = 'sequential';
BEGIN
    IF current_setting('stand_in.at_work', true) = 'on' THEN RETURN; END IF;
    PERFORM set_config('stand_in.at_work', 'on', true);
    FOR command IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
        IF command.object_type = 'schema' AND current_setting('citus.enable_schema_based_sharding', true) = 'on' THEN
            INSERT INTO pg_dist_schema VALUES (command.objid) ON CONFLICT DO NOTHING;
        ELSIF command.command_tag = 'CREATE FUNCTION' AND current_setting('citus.enable_ddl_propagation', true) = 'on' THEN
            PERFORM stand_in_ensure_seen(pronamespace) FROM pg_proc WHERE oid = command.objid;
        ELSIF command.command_tag = 'CREATE TABLE' AND command.schema_name <> 'pg_temp' AND (
            current_setting('citus.use_citus_managed_tables', true) = 'on' OR EXISTS (
                SELECT FROM pg_dist_schema JOIN pg_class ON relnamespace = schemaid WHERE pg_class.oid = command.objid))
        THEN
            INSERT INTO pg_dist_partition VALUES (command.objid, 'n', NULL, 0, 's') ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
    -- A foreign key is the only change that concerns other tables than its own.
    PERFORM stand_in_check();
    FOR command IN SELECT p.* FROM pg_event_trigger_ddl_commands() c LEFT JOIN pg_index ON indexrelid = c.objid
        JOIN pg_dist_partition p ON logicalrelid IN (c.objid, indrelid)
    LOOP
        -- The statement is sent to the shards as the client has sent it.
        IF current_query() ~ ';\s*\S' THEN RAISE 'cannot execute multiple utility events'; END IF;
        IF NOT is_sequential AND current_query() ~* ' SET SCHEMA | FOREIGN KEY ' THEN
            RAISE 'cannot modify table "%" because there was a parallel operation on a distributed table in the transaction',
                command.logicalrelid USING HINT = 'Try re-running the transaction with SET LOCAL citus.multi_shard_modify_mode TO ''sequential'';';
        END IF;
    END LOOP;
    PERFORM set_config('stand_in.at_work', '', true);
END $$;
-- When a constraint goes, managed tables that no foreign key connects with a reference table any more become local again.
CREATE FUNCTION pg_catalog.stand_in_drop() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    alone regclass;
BEGIN
    DELETE FROM pg_dist_partition WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = logicalrelid);
    IF current_setting('stand_in.at_work', true) = 'on'
        OR current_setting('citus.enable_local_reference_table_foreign_keys', true) <> 'on'
        OR NOT EXISTS (SELECT FROM pg_event_trigger_dropped_objects() WHERE object_type = 'table constraint')
    THEN
        RETURN;
    END IF;
    PERFORM set_config('stand_in.at_work', 'on', true);
    LOOP
        SELECT logicalrelid INTO alone FROM pg_dist_partition WHERE autoconverted AND logicalrelid NOT IN (
            SELECT stand_in_connected(ARRAY(SELECT logicalrelid::oid FROM pg_dist_partition WHERE repmodel = 't'))) LIMIT 1;
        EXIT WHEN NOT FOUND;
        PERFORM stand_in_make_anew(alone);
    END LOOP;
    PERFORM set_config('stand_in.at_work', '', true);
END $$;
CREATE EVENT TRIGGER stand_in_ddl ON ddl_command_end EXECUTE FUNCTION stand_in_ddl();
CREATE EVENT TRIGGER stand_in_drop ON sql_drop EXECUTE FUNCTION stand_in_drop();
ALTER EXTENSION citus ADD EVENT TRIGGER stand_in_ddl;
ALTER EXTENSION citus ADD EVENT TRIGGER stand_in_drop;

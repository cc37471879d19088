CREATE TABLE alembic_version_auth (
    version_num character varying(32) NOT NULL
);

CREATE TABLE experiment_permissions (
    id integer NOT NULL,
    experiment_id character varying(255) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE experiment_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE experiment_permissions_id_seq OWNED BY experiment_permissions.id;

CREATE TABLE gateway_endpoint_permissions (
    id integer NOT NULL,
    endpoint_id character varying(255) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE gateway_endpoint_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE gateway_endpoint_permissions_id_seq OWNED BY gateway_endpoint_permissions.id;

CREATE TABLE gateway_model_definition_permissions (
    id integer NOT NULL,
    model_definition_id character varying(255) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE gateway_model_definition_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE gateway_model_definition_permissions_id_seq OWNED BY gateway_model_definition_permissions.id;

CREATE TABLE gateway_secret_permissions (
    id integer NOT NULL,
    secret_id character varying(255) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE gateway_secret_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE gateway_secret_permissions_id_seq OWNED BY gateway_secret_permissions.id;

CREATE TABLE registered_model_permissions (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE registered_model_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE registered_model_permissions_id_seq OWNED BY registered_model_permissions.id;

CREATE TABLE scorer_permissions (
    id integer NOT NULL,
    experiment_id character varying(255) NOT NULL,
    scorer_name character varying(256) NOT NULL,
    user_id integer NOT NULL,
    permission character varying(255)
);

CREATE SEQUENCE scorer_permissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE scorer_permissions_id_seq OWNED BY scorer_permissions.id;

CREATE TABLE users (
    id integer NOT NULL,
    username character varying(255),
    password_hash character varying(255),
    is_admin boolean
);

CREATE SEQUENCE users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE users_id_seq OWNED BY users.id;

ALTER TABLE ONLY experiment_permissions ALTER COLUMN id SET DEFAULT nextval('experiment_permissions_id_seq'::regclass);

ALTER TABLE ONLY gateway_endpoint_permissions ALTER COLUMN id SET DEFAULT nextval('gateway_endpoint_permissions_id_seq'::regclass);

ALTER TABLE ONLY gateway_model_definition_permissions ALTER COLUMN id SET DEFAULT nextval('gateway_model_definition_permissions_id_seq'::regclass);

ALTER TABLE ONLY gateway_secret_permissions ALTER COLUMN id SET DEFAULT nextval('gateway_secret_permissions_id_seq'::regclass);

ALTER TABLE ONLY registered_model_permissions ALTER COLUMN id SET DEFAULT nextval('registered_model_permissions_id_seq'::regclass);

ALTER TABLE ONLY scorer_permissions ALTER COLUMN id SET DEFAULT nextval('scorer_permissions_id_seq'::regclass);

ALTER TABLE ONLY users ALTER COLUMN id SET DEFAULT nextval('users_id_seq'::regclass);

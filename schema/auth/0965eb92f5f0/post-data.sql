ALTER TABLE ONLY alembic_version_auth
    ADD CONSTRAINT alembic_version_auth_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY experiment_permissions
    ADD CONSTRAINT experiment_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registered_model_permissions
    ADD CONSTRAINT registered_model_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY scorer_permissions
    ADD CONSTRAINT scorer_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY experiment_permissions
    ADD CONSTRAINT unique_experiment_user UNIQUE (experiment_id, user_id);

ALTER TABLE ONLY registered_model_permissions
    ADD CONSTRAINT unique_name_user UNIQUE (name, user_id);

ALTER TABLE ONLY scorer_permissions
    ADD CONSTRAINT unique_scorer_user UNIQUE (experiment_id, scorer_name, user_id);

ALTER TABLE ONLY users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY users
    ADD CONSTRAINT users_username_key UNIQUE (username);

ALTER TABLE ONLY scorer_permissions
    ADD CONSTRAINT fk_scorer_perm_user_id FOREIGN KEY (user_id) REFERENCES users(id);

ALTER TABLE ONLY experiment_permissions
    ADD CONSTRAINT fk_user_id FOREIGN KEY (user_id) REFERENCES users(id);

ALTER TABLE ONLY registered_model_permissions
    ADD CONSTRAINT fk_user_id FOREIGN KEY (user_id) REFERENCES users(id);

-- Who this ledger is, and how many commits it has; one row.
CREATE TABLE ledger (
    ledger_id VARCHAR(36) PRIMARY KEY,
    commits BIGINT DEFAULT 0 NOT NULL
);

-- The one event table. Append only; the payload is the wire's bytes.
CREATE TABLE event (
    sequence BIGINT PRIMARY KEY,
    cluster VARCHAR(253) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    at_millis BIGINT NOT NULL,
    payload VARBINARY(1048576) NOT NULL
);

-- Where in the event table drift stands: it is asked for by cluster and application.
CREATE TABLE drift (
    sequence BIGINT PRIMARY KEY,
    cluster VARCHAR(253) NOT NULL,
    application VARCHAR(600) NOT NULL
);
CREATE INDEX drift_of_application ON drift (cluster, application, sequence);
CREATE INDEX drift_of_cluster ON drift (cluster, sequence);

-- Every command by its id, and how far it is, so that an id is one command for as long as history is kept.
CREATE TABLE command (
    id VARCHAR(64) PRIMARY KEY,
    sequence BIGINT NOT NULL,
    cluster VARCHAR(253) NOT NULL,
    payload VARBINARY(16384) NOT NULL,
    phase VARCHAR(16) NOT NULL,
    message VARCHAR(8192) NOT NULL,
    issued_millis BIGINT NOT NULL,
    changed_millis BIGINT NOT NULL
);

-- How far each agent's journal is.
CREATE TABLE agent_position (
    cluster VARCHAR(253) PRIMARY KEY,
    epoch VARCHAR(64) NOT NULL,
    acked BIGINT NOT NULL
);

-- The newest state of each object; no history.
CREATE TABLE object_detail (
    cluster VARCHAR(253) NOT NULL,
    application VARCHAR(600) NOT NULL,
    object VARCHAR(800) NOT NULL,
    reported_millis BIGINT NOT NULL,
    payload VARBINARY(1048576) NOT NULL,
    PRIMARY KEY (cluster, application, object)
);

-- Golden signals. The primary key makes a repeated delivery harmless.
CREATE TABLE signal_minute (
    cluster VARCHAR(253) NOT NULL,
    epoch_minute BIGINT NOT NULL,
    incarnation VARCHAR(64) NOT NULL,
    payload VARBINARY(65536) NOT NULL,
    PRIMARY KEY (cluster, epoch_minute, incarnation)
);

-- The fold after one event, in parts of the wire's bytes, each cut into pieces that fit a column.
CREATE TABLE fold (
    sequence BIGINT NOT NULL,
    part INT NOT NULL,
    piece INT NOT NULL,
    payload VARBINARY(1048576) NOT NULL,
    PRIMARY KEY (sequence, part, piece)
);

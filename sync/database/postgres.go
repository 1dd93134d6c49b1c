package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// A server keeps the tables of a room in one schema, the first of the user's search path.
// Whoever writes holds an advisory lock of the schema until the transaction is over: rooms
// are written for one writer at a time, as SQLite has it, and a reader sees one moment.

// server is the schema an address leads to.
type server struct {
	config *pgx.ConnConfig
	schema any         // the address names it; nil = whatever the server says
	made   atomic.Bool // its tables have been seen
}

// IsServer tells the address of a server from the path of a file.
func IsServer(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// connectPatience is how long a server may take to answer at all.
const connectPatience = 10 * time.Second

// newServer reads an address. What goes over a net goes there encrypted, to a server that
// has proven who it is.
func newServer(address string) (*server, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, ErrAddress
	}
	q := u.Query()
	if q.Get("sslmode") == "" && !near(u.Hostname(), q.Get("host")) {
		q.Set("sslmode", "verify-full")
		u.RawQuery = q.Encode()
	}
	config, err := pgx.ParseConfig(u.String())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: a file it names is missing", ErrAddress)
	}
	if err != nil { // it tells the address, and what is secret in it
		return nil, ErrAddress
	}
	if mode := q.Get("sslmode"); mode != "verify-full" && !near(config.Host, "") {
		return nil, fmt.Errorf("%w: sslmode has to be verify-full", ErrAddress)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectPatience
	}
	config.RuntimeParams["application_name"] = "meldeportal"
	if config.RuntimeParams["synchronous_commit"] == "" {
		config.RuntimeParams["synchronous_commit"] = "on" // whatever the server's usual is
	}
	s := &server{config: config}
	if first, _, _ := strings.Cut(config.RuntimeParams["search_path"], ","); strings.TrimSpace(first) != "" {
		s.schema = strings.Trim(strings.TrimSpace(first), `"`)
	}
	return s, nil
}

// lockKey is what locks of the tables begin with; its argument is the schema.
const lockKey = "hashtext(coalesce($1::text, current_schema()::text, ''))"

// make makes the schema where the address names one.
func (s *server) make(ctx context.Context, db *DB) error {
	if s.schema == nil {
		return nil
	}
	_, err := db.Writer.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{s.schema.(string)}.Sanitize())
	return err
}

// near reports whether a host is this machine: a folder with a socket, or a loopback address.
func near(hosts ...string) bool {
	for _, host := range hosts {
		if host == "" || host == "localhost" || strings.HasPrefix(host, "/") || net.ParseIP(host).IsLoopback() {
			continue
		}
		return false
	}
	return true
}

// with is the configuration with more said at the beginning of each connection.
func (s *server) with(params ...string) pgx.ConnConfig {
	config := s.config.Copy()
	for i := 0; i < len(params); i += 2 {
		config.RuntimeParams[params[i]] = params[i+1]
	}
	return *config
}

func connectorOf(config pgx.ConnConfig) driver.Connector { return stdlib.GetConnector(config) }

// A writer waits for others as long as turnPatience says. One whose machine is gone while it
// writes is given up by the server.
func (s *server) pools() (writer, reader *sql.DB, err error) {
	patience := fmt.Sprint(turnPatience.Milliseconds())
	writer = sql.OpenDB(telling{connectorOf(s.with("lock_timeout", patience, "idle_in_transaction_session_timeout", "30000"))})
	reader = sql.OpenDB(telling{connectorOf(s.with("default_transaction_read_only", "on", "default_transaction_isolation", "repeatable read"))})
	writer.SetMaxOpenConns(1)
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

func (*server) steps(o *Options) []string { return o.Served }

func (*server) run(tx *sql.Tx, text string) error {
	_, err := tx.Exec(text, pgx.QueryExecModeSimpleProtocol)
	return err
}

func (s *server) begun(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock("+lockKey+", hashtext('write'))", s.schema)
	return err
}

// What a file keeps in its header is a table here.
const (
	hasVersion  = "SELECT to_regclass(quote_ident(current_schema()) || '.tables_version') IS NOT NULL"
	readVersion = "SELECT version, mark FROM tables_version"
)

// version asks whether there is anything at all before it looks: tables that are somebody
// else's are left as they are.
func (s *server) version(ctx context.Context, db *sql.DB, mark int32) (version int, err error) {
	var ours bool
	var others int
	err = db.QueryRowContext(ctx, "SELECT coalesce(("+hasVersion+"), false), (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))").
		Scan(&ours, &others)
	switch {
	case err != nil:
		return 0, err
	case !ours && others > 0:
		return 0, ErrForeign
	case !ours:
		return 0, nil
	}
	var id int32
	if err := db.QueryRowContext(ctx, readVersion).Scan(&version, &id); err != nil {
		return 0, err
	}
	if id != mark {
		return 0, ErrForeign
	}
	return version, nil
}

func (s *server) empty(ctx context.Context) (bool, error) {
	writer, reader, err := s.pools()
	if err != nil {
		return false, err
	}
	defer writer.Close() // it was read only
	defer reader.Close()
	version, err := s.version(ctx, reader, 0)
	if errors.Is(err, ErrForeign) { // somebody's, whose is asked later
		return false, nil
	}
	return version == 0, err
}

func (*server) readVersion() string { return "SELECT version FROM tables_version" }

func (s *server) versionIn(tx *sql.Tx) (version int, err error) {
	if !s.made.Load() {
		var there sql.NullBool
		if err := tx.QueryRow(hasVersion).Scan(&there); err != nil || !there.Bool {
			return 0, err
		}
		s.made.Store(true)
	}
	var mark int32
	return version, tx.QueryRow(readVersion).Scan(&version, &mark)
}

func (s *server) setVersion(tx *sql.Tx, version int, mark int32) error {
	return s.run(tx, fmt.Sprintf(`CREATE TABLE IF NOT EXISTS tables_version (version BIGINT NOT NULL, mark BIGINT NOT NULL);
DELETE FROM tables_version; INSERT INTO tables_version VALUES (%d, %d)`, version, mark))
}

// sound has nothing to say: the server looks after its pages, with checksums where it was
// set up so, and after its indexes.
func (*server) sound(ctx context.Context, db *DB) error { return db.Reader.PingContext(ctx) }

// refused has nothing to ask: the server says what it means.
func (*server) refused(err error) error { return err }

// cutLog has nothing to do: the server's log is the server's.
func (*server) cutLog(context.Context, *DB) error { return nil }

// untriggered has triggers wait, and numbers of rows go on behind those that were copied.
func (s *server) untriggered(tx *sql.Tx, tables []table, do func() error) error {
	var off, on []string
	for _, t := range tables {
		off = append(off, "ALTER TABLE "+t.name+" DISABLE TRIGGER USER")
		on = append(on, "ALTER TABLE "+t.name+" ENABLE TRIGGER USER")
		if slices.Contains(t.columns, "n") {
			on = append(on, fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%[1]s', 'n'), (SELECT coalesce(max(n), 0) + 1 FROM %[1]s), false)", t.name))
		}
	}
	if err := s.run(tx, strings.Join(off, ";")); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return s.run(tx, strings.Join(on, ";"))
}

// copyTo writes everything into a file with the tables of the same version.
func (s *server) copyTo(ctx context.Context, db *DB, path string) (err error) {
	version, err := db.Version(ctx)
	if err != nil {
		return err
	}
	copied, err := Open(path, Options{Steps: db.opt.Steps[:version], Mark: db.opt.Mark})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	if err := copied.Migrate(ctx); err != nil {
		return err
	}
	return transfer(ctx, db, copied)
}

// telling has a connection be told what PostgreSQL reads.
type telling struct{ driver.Connector }

func (t telling) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := t.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &toldConn{Conn: c.(*stdlib.Conn)}, nil
}

// toldConn is a connection to a server. In a transaction it reads an answer to its end
// before it gives it: the server answers one question at a time, and rooms ask the next one
// while they read.
type toldConn struct {
	*stdlib.Conn
	within bool // a transaction
}

func (c *toldConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	tx, err := c.Conn.BeginTx(ctx, o)
	c.within = err == nil
	return toldTx{tx, c}, err
}

type toldTx struct {
	driver.Tx
	conn *toldConn
}

func (t toldTx) Commit() error {
	t.conn.within = false
	return t.Tx.Commit()
}

func (t toldTx) Rollback() error {
	t.conn.within = false
	return t.Tx.Rollback()
}

// PrepareContext says it, too, though nothing here prepares a statement for longer.
func (c *toldConn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	return c.Conn.PrepareContext(ctx, render(text))
}

func (c *toldConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 || args[0].Value != pgx.QueryExecModeSimpleProtocol {
		text = render(text)
	}
	return c.Conn.ExecContext(ctx, text, counted(args))
}

// counted has what is true or not be kept as a number, as a file has it.
func counted(args []driver.NamedValue) []driver.NamedValue {
	for i, a := range args {
		if is, ok := a.Value.(bool); ok {
			args[i].Value = int64(0)
			if is {
				args[i].Value = int64(1)
			}
		}
	}
	return args
}

// streamed is set in a context by who reads more than is good to have at once, and asks
// nothing meanwhile.
type streamed struct{}

func (c *toldConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.Conn.QueryContext(ctx, render(text), counted(args))
	if err != nil || !c.within || ctx.Value(streamed{}) != nil {
		return rows, err
	}
	return readRows(rows)
}

// wholeRows is an answer that was read.
type wholeRows struct {
	columns []string
	rows    [][]driver.Value
}

func readRows(from driver.Rows) (_ driver.Rows, err error) {
	whole := &wholeRows{columns: from.Columns()}
	for err == nil {
		row := make([]driver.Value, len(whole.columns))
		if err = from.Next(row); err == nil {
			whole.rows = append(whole.rows, row)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err = errors.Join(err, from.Close()); err != nil {
		return nil, err
	}
	return whole, nil
}

func (w *wholeRows) Columns() []string { return w.columns }

func (w *wholeRows) Next(to []driver.Value) error {
	if len(w.rows) == 0 {
		return io.EOF
	}
	copy(to, w.rows[0])
	w.rows = w.rows[1:]
	return nil
}

func (*wholeRows) Close() error { return nil }

// serverKind is what a server, or the way to it, says; false when it was neither.
func serverKind(err error) (error, bool) {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		kind, ok := stateKinds[said.Code]
		if !ok {
			kind, ok = stateKinds[said.Code[:min(2, len(said.Code))]]
		}
		if !ok {
			return fmt.Errorf("postgres state %s", said.Code), true
		}
		return fmt.Errorf("%w (postgres state %s)", kind, said.Code), true
	}
	var connecting *pgconn.ConnectError
	var network *net.OpError
	if errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return ErrAway, true
	}
	return nil, false
}

// stateKinds are PostgreSQL's states; one that is not here goes by its class.
var stateKinds = map[string]error{
	"53":    ErrAway, // out of its means
	"53100": ErrFull,
	"25006": ErrReadOnly, // a standby
	"42501": ErrReadOnly,
	"55P03": ErrBusy,
	"40":    ErrBusy,
	"23505": ErrDuplicate,
	"23503": ErrOrphan,
	"XX":    ErrDamaged,
	"58":    ErrUnreadable,
	"08":    ErrAway,
	"57":    ErrAway, // it is being shut down, or has not come up yet
	"25P03": ErrAway, // it gave up a writer that was silent
	"28":    ErrRefused,
	"3D":    ErrRefused,
	"42P01": ErrDamaged, // a table is gone
}

// attach brings the tables over as ones that are seen by this connection alone: where a file
// says name.table, a server is told name_table (render.go).
func (s *server) attach(ctx context.Context, db, other *DB, name string, again bool) error {
	tables, err := fileTables(ctx, other, other)
	if err != nil {
		return err
	}
	var there bool
	err = db.Writer.QueryRowContext(ctx, "SELECT to_regclass('pg_temp.' || $1) IS NOT NULL", name+"_"+tables[len(tables)-1].name).Scan(&there)
	if err != nil || there && !again {
		return err
	}
	reading, err := other.Reader.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer reading.Rollback() // it was read only
	tx, err := db.Writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // unless it was committed
	for _, t := range tables {
		if err := s.run(tx, fmt.Sprintf("DROP TABLE IF EXISTS %[1]s; CREATE TEMP TABLE %[1]s (LIKE %[2]s)", name+"_"+t.name, t.name)); err != nil {
			return err
		}
		from := table{t.name, append(t.columns, "rowid")}
		if err := from.copyAs(ctx, name+"_"+t.name, reading, tx); err != nil {
			return err
		}
		if err := s.run(tx, fmt.Sprintf("CREATE INDEX ON %[1]s (rowid); ANALYZE %[1]s", name+"_"+t.name)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *server) detach(db, other *DB, name string) error {
	tables, err := fileTables(context.Background(), other, other)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := db.Writer.Exec("DROP TABLE IF EXISTS " + name + "_" + t.name); err != nil {
			return err
		}
	}
	return nil
}

// unreferred has nothing to do: bodies refer to nothing in a server.
func (*server) unreferred(_ context.Context, _ *DB, do func() error) error { return do() }

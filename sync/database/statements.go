package database

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"modernc.org/sqlite"
)

// driverName is SQLite's driver with statements that are kept: the library reads
// the text of a statement anew each time, which was a third of what a small
// transaction cost.
const driverName = "sqlite-kept"

func init() { sql.Register(driverName, keeping{&sqlite.Driver{}}) }

type keeping struct{ driver.Driver }

// connection is what the library's connections can do.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// Open opens a connection that keeps its statements.
func (k keeping) Open(name string) (driver.Conn, error) {
	c, err := k.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return &keptConn{connection: c.(connection), idle: map[string]statement{}}, nil
}

// statement is what the library's statements can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keptConn is a connection with the statements it has run and that are not running.
// Like any connection it serves one goroutine at a time.
type keptConn struct {
	connection
	idle map[string]statement // by their text
}

// mostKept bounds the statements of a connection; the program has fewer texts.
const mostKept = 300

// take gives a statement to whoever runs it.
func (c *keptConn) take(ctx context.Context, text string) (statement, error) {
	if s, ok := c.idle[text]; ok {
		delete(c.idle, text)
		return s, nil
	}
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.(statement), nil
}

// put takes a statement back. One that failed, or of which there are two because
// it ran within itself, is not kept.
func (c *keptConn) put(text string, s statement, failed error) error {
	if _, two := c.idle[text]; two || failed != nil || len(c.idle) >= mostKept {
		return s.Close()
	}
	c.idle[text] = s
	return nil
}

func (c *keptConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	if closing := c.put(text, s, err); err == nil {
		err = closing
	}
	return result, err
}

func (c *keptConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		_ = c.put(text, s, err) // what failed first is told
		return nil, err
	}
	return &keptRows{Rows: rows, conn: c, text: text, of: s}, nil
}

// Close ends the statements first: the library's connection lives as long as one
// of them.
func (c *keptConn) Close() error {
	for text, s := range c.idle {
		delete(c.idle, text)
		_ = s.Close() // tells again what it failed with when it ran
	}
	return c.connection.Close()
}

// keptRows gives the statement back when they are read.
type keptRows struct {
	driver.Rows
	conn *keptConn
	text string
	of   statement
}

func (r *keptRows) Close() error {
	err := r.Rows.Close()
	if closing := r.conn.put(r.text, r.of, err); err == nil {
		err = closing
	}
	return err
}

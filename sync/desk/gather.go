package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/store"
)

// Gathered is what another system delivers, before any of it is stored.
type Gathered struct {
	archive *Archive
	in      *Intake
	folder  string // where reports and decisions are kept
	now     func() time.Time
	changed func()
}

// Gather reads the documents of a delivery. What cannot be read is a line of it and
// stops nothing; told hears how far it is.
func (d *Desk) Gather(ctx context.Context, paths []string, sent bool, told func(intake.Progress)) (*Gathered, error) {
	told(intake.Progress{Step: intake.Reading})
	in := NewIntake(sent)
	in.Lenient = true
	if err := (&Reading{In: in, Told: told}).Files(ctx, fromHomeAll(paths)); err != nil {
		return nil, Failure(err)
	}
	return &Gathered{archive: &Archive{vault: d.vault}, in: in, folder: ImportFolder(d.folder), now: d.now, changed: d.news.addAny}, nil
}

// fromHomeAll are the whole paths of some that somebody typed.
func fromHomeAll(paths []string) []string {
	whole := make([]string, len(paths))
	for i, path := range paths {
		var err error
		if whole[i], err = fromHome(path); err != nil {
			whole[i] = path
		}
	}
	return whole
}

// Inspect says what would come, line by line, as it was decided.
func (g *Gathered) Inspect(ctx context.Context, d intake.Decisions, told func(intake.Progress)) (*intake.Inspection, error) {
	look, err := g.archive.Inspect(ctx, g.in, d, told)
	if err != nil {
		return nil, err
	}
	return &look.Inspection, nil
}

// Carry stores what was decided, looked at once more as the store is now, and
// leaves a report of what became of each line. When ctx ends before all of it can be
// seen nothing of it stays, and the error is ctx's; after that moment it is too late.
func (g *Gathered) Carry(ctx context.Context, d intake.Decisions, told func(intake.Progress)) (c intake.Carried, err error) {
	look, err := g.archive.Inspect(ctx, g.in, d, told)
	if err != nil {
		return c, err
	}
	now := g.now()
	chosen := look.Chosen()
	far := func(done store.Imported) {
		told(intake.Progress{Step: intake.Storing, Reports: done.Reports + done.Known + done.Differ, Of: chosen})
	}
	far(store.Imported{})
	done, err := g.archive.Carry(ctx, g.in, look, now, far)
	if err != nil {
		return c, carryFailure(err)
	}
	g.changed()
	c = intake.Carried{Inspection: look.Inspection, Patients: done.Patients, Reports: done.Reports}
	c.Report, err = LeaveReport(g.folder, "", g.in.sent, &look.Inspection, now)
	return c, err
}

// carryFailure tells of what somebody has entered meanwhile as of an import.
func carryFailure(err error) error {
	if errors.Is(err, store.ErrMoved) || errors.Is(err, store.ErrDuplicate) {
		return &answer.Failure{Kind: answer.FailOvertaken, Err: err}
	}
	return err
}

// Recall are the decisions a file holds, none where there is no such file. Without a
// path they are those that were made about the system's deliveries here.
func (g *Gathered) Recall(_ context.Context, path string) (d intake.Decisions, err error) {
	path, err = g.decisionsPath(path)
	if err != nil {
		return d, err
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d, nil
	case err == nil:
		d, err = intake.Read(bytes.NewReader(text))
	}
	if err != nil {
		return d, &answer.Failure{Kind: answer.FailNoDecisions, Detail: path, Err: err}
	}
	return d, nil
}

// Keep keeps decisions where Recall looks for them.
func (g *Gathered) Keep(_ context.Context, path string, d intake.Decisions) error {
	path, err := g.decisionsPath(path)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := d.Write(&text); err != nil {
		return Failure(fmt.Errorf("write decisions: %w", err))
	}
	return keepFile(path, text.Bytes())
}

// decisionsPath is where decisions are, in the home directory or by a whole path;
// without one beside the reports, under the id of the system that delivers.
func (g *Gathered) decisionsPath(path string) (string, error) {
	if path == "" {
		return filepath.Join(g.folder, "entscheidungen-"+asFileName(string(g.in.absender.AbsenderID))+".json"), nil
	}
	path, err := fromHome(path)
	if err != nil {
		return "", &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	return path, nil
}

// asFileName is an id without what a file's name must not hold.
func asFileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, id)
}

// keepFile writes a file anew, with its folder.
func keepFile(path string, text []byte) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = renameio.WriteFile(path, text, 0o600)
	}
	switch {
	case DiskFull(err):
		return &answer.Failure{Kind: answer.FailFileFull, Detail: path, Err: err}
	case err != nil:
		return &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	return nil
}

// ImportFolder is where reports of imports are kept, beside the store in a folder.
func ImportFolder(data string) string { return filepath.Join(data, "importe") }

// LeaveReport writes what became of each line, by ids alone: the file is not
// sealed. Without a path it is one of the folder.
func LeaveReport(folder, path string, sent bool, look *intake.Inspection, now time.Time) (string, error) {
	if path == "" {
		path = filepath.Join(folder, now.Format("2006-01-02_150405")+".txt")
	}
	as := "entwurf"
	if sent {
		as = "gesendet"
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "Import vom %s, als %s, Absender %s\n\n", now.Format("02.01.2006 15:04"), as, plain(string(look.Absender.AbsenderID)))
	for i := range look.Lines {
		l := &look.Lines[i]
		where := plain(l.At.Name)
		if l.At.Line > 0 {
			where += fmt.Sprintf(" Zeile %d", l.At.Line)
		}
		fmt.Fprintf(&text, "%s\t%s\t%s\t%s\n", l.Kind, l.Became(), plain(l.Key), where)
		if l.Kind == intake.NoReport || l.Kind == intake.OtherReport {
			fmt.Fprintf(&text, "\t%s\n", plain(l.Text))
		}
	}
	return path, keepFile(path, text.Bytes())
}

// plain is a text that stays in its line of the report.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7F && r < 0xA0 {
			return 0xFFFD
		}
		return r
	}, text)
}

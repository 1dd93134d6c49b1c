package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// uploadCommand sends packages of another system (hessen.md 12: WebUpload). It judges the
// files as check does, and lets the desk send what is valid.
type uploadCommand struct {
	Dateien     []string `arg:"" name:"datei" help:"oBDS-Dateien der Fassungen ${fassungen}, auch als .gz oder .zip, oder Ordner mit solchen."`
	NurGueltige bool     `name:"nur-gueltige" help:"Die gültigen Meldungen senden, auch wenn andere Fehler haben."`
	Protokoll   string   `placeholder:"DATEI" help:"Wohin das Protokoll kommt (ohne Angabe in den Ordner „protokolle“ bei den Daten)."`
	storeLogin
}

// Help is the long help of the command.
func (uploadCommand) Help() string {
	return `Zuerst werden die Dateien geprüft wie mit „meldeportal check“. Hat eine Meldung einen Fehler, wird nichts gesendet; --nur-gueltige sendet die übrigen. ` +
		`Was gesendet wird, steht danach als Meldung in den Akten, mit Quittung; was sich hier nicht abschließen lässt, bleibt dort als Entwurf liegen. Warnungen gelten als bestätigt; „meldeportal check“ nennt sie.
Bricht etwas ab, sendet derselbe Befehl den Rest: Was schon unterwegs oder beantwortet ist, geht kein zweites Mal hinaus.
Das Protokoll hat eine Zeile je Meldung: Meldung_ID, Ergebnis (angenommen, abgelehnt, wartet, nicht gesendet), Transaktionsnummer, Mängel. Es ist nur für Sie lesbar.
` + codeVariable + ` gibt Skripten den Code mit. ` + accessHelp + `
Ende mit 0: alles angenommen. 1: nicht alles. 2: der Aufruf ist falsch oder eine Datei war nicht lesbar.`
}

// Run judges the files, then asks who sends, then sends.
func (c uploadCommand) Run(o *Ort) error {
	judged, err := c.judge(o)
	if err != nil {
		return err
	}
	if err := judged.allows(c.NurGueltige); err != nil {
		return err
	}
	return o.atPortal(func(ctx context.Context, i *installation, e *desk.Entrance) error {
		in := desk.NewIntake(false)
		if err := readFiles(in, c.Dateien, desk.Unheard); err != nil {
			return err
		}
		in.Only(func(meldung model.Text) bool { return !judged.faulty[string(meldung)] })
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		d, err := e.SignIn(ctx, login, password, code, func(answer.Update) {})
		if err != nil {
			return nothingLeaves(err)
		}
		return errors.Join(c.send(ctx, i, d, in), d.Close())
	})
}

// judge judges the files as check does.
func (c uploadCommand) judge(o *Ort) (*judgedFiles, error) {
	config, err := o.ruleConfig()
	if err != nil {
		return nil, err
	}
	config.Lists = o.keptLists()
	j := &judgedFiles{faulty: map[string]bool{}, text: &textPrinter{out: os.Stderr}}
	checkFiles(c.Dateien, &check.Judge{Today: model.DatumOf(time.Now()), Config: config}, j, &j.tally)
	return j, errors.Join(j.unread, j.text.err)
}

// judgedFiles is what a check finds, by reports: a printer of the Fehler.
type judgedFiles struct {
	tally
	faulty map[string]bool // Meldung_ID of those with a Fehler; "" = of a whole file
	unread error           // the first file that could not be read
	text   *textPrinter
}

func (j *judgedFiles) file(path string) { j.text.file(path) }

func (j *judgedFiles) findings(path string, found []check.Finding) {
	faults := slices.DeleteFunc(slices.Clone(found), func(f check.Finding) bool { return f.Severity != rule.Fehler })
	if len(faults) == 0 {
		return
	}
	for i := range faults {
		j.faulty[faults[i].MeldungID] = true
	}
	j.text.findings(path, faults)
}

func (j *judgedFiles) unreadable(path string, why *desk.Unreadable) {
	if j.unread == nil {
		j.unread = cannotBeRead(path, why)
	}
}

func (j *judgedFiles) endOfFile()    { j.text.endOfFile() }
func (j *judgedFiles) sum(tally)     {}
func (j *judgedFiles) failed() error { return j.text.failed() }

// allows says how many are valid, and why nothing is sent where that is so.
func (j *judgedFiles) allows(rest bool) error {
	bad := len(j.faulty)
	said := wording.UploadCounts(j.files, j.reports, bad)
	switch {
	case j.faulty[""]:
		return &verdict{hilfe.ExitFailure, said + " Nichts gesendet: Der Fehler betrifft eine ganze Datei."}
	case bad == 0:
	case !rest:
		return &verdict{hilfe.ExitFailure, said + " Nichts gesendet; --nur-gueltige sendet die gültigen."}
	case bad == j.reports:
		return &verdict{hilfe.ExitFailure, said + " Nichts zu senden."}
	}
	_, err := fmt.Println(said)
	return err
}

// send sends, waits for the answers and writes the protocol; what was completed before a
// break is in it, too.
func (c uploadCommand) send(ctx context.Context, i *installation, d *desk.Desk, in *desk.Intake) error {
	ctx, stop := stoppable(ctx)
	defer stop()
	begun := time.Now()
	progress := newProgress(os.Stderr, "Abschließen", in.Reports())
	all, err := d.Upload(ctx, in, progress.of)
	progress.over()
	if err == nil {
		progress = newProgress(os.Stderr, "Senden", 0)
		err = d.Answers(ctx, all, progress.of)
		progress.over()
	}
	stopped := errors.Is(err, context.Canceled)
	if err != nil && !stopped {
		return errors.Join(err, c.account(i, begun, all))
	}
	i.log.Info("package sent", "reports", len(all))
	if err := c.account(i, begun, all); err != nil {
		return err
	}
	return ended(all, stopped)
}

// account tells what became of each report, at the terminal and in the protocol.
func (c uploadCommand) account(i *installation, begun time.Time, all []intake.Outcome) error {
	text, err := desk.ProtocolOf(c.Dateien, begun, all)
	if err != nil {
		return err
	}
	fmt.Print(text)
	path := c.Protokoll
	if path == "" {
		path, err = desk.LeaveProtocol(i.data, begun, text)
	} else {
		path, err = desk.WriteFile(path, []byte(text))
	}
	if err == nil {
		fmt.Printf("Protokoll: %s\n", visible(path))
	}
	return err
}

// ended is the exit status, and what is to be done about the rest.
func ended(all []intake.Outcome, stopped bool) error {
	left := map[intake.Result]bool{}
	for i := range all {
		left[all[i].Result] = true
	}
	switch {
	case stopped:
		return &verdict{hilfe.ExitFailure, "Abgebrochen. Derselbe Befehl sendet den Rest; nichts geht doppelt hinaus."}
	case left[intake.Waiting]:
		return &verdict{hilfe.ExitFailure, "Das Portal hat noch nicht alles beantwortet. Was wartet, sendet das Programm bei der nächsten Anmeldung oder derselbe Befehl."}
	case left[intake.Rejected] || left[intake.NotSent]:
		return &verdict{status: hilfe.ExitFailure}
	}
	return nil
}

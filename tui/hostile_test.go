package tui_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/tuitest"
	"example.org/meldeportal/tui/work"
)

// hostile is a text as nobody types it: colours, cursor moves, a new window
// title, the other writing direction, invisible characters, line breaks, broken
// bytes, a heap of marks.
const hostile = "B\x1b[31;1mö\x1b[2J\x1b]0;x\x07se\u202e\u2066\u200b\ufeff\u00ad\ue000\u0085\u2028\r\n\t\x00\xff a\u0301\u0301\u0301\u0301\u0301\u0301\u0301"

var hostileTime = time.Date(2026, time.November, 22, 10, 41, 7, 0, time.Local)

func TestNoStoredOrForeignTextReachesTheTerminalRaw(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	w := watcher{t, tuitest.New(t, hostileServices(), 80, 24)}
	w.signIn()
	w.patients()
	w.record()
	w.report()
	w.press("f10").see("Entwürfe und").press("down", "enter").see("Transaktionsnummer").press("f1").see("Hilfe").press("esc")
	w.see("Übertragung ·").press("f6").see("Inhalt ·").stored().press("down", "pgdown", "esc")
	w.press("esc").see("Entwürfe und").press("down", "enter").see("Transaktionsnummer").press("esc").see("Entwürfe und")
	w.press("f10").see("Suche").press("f6").see("warten").press("down").press("esc")
	w.see("Suche").press("alt+z").see("Angemeldet als").paste(hostile).press("esc").see("Suche").press("ctrl+c").see("beenden?")
}

func TestNoForeignTextOfTheFirstStartReachesTheTerminalRaw(t *testing.T) {
	t.Parallel()
	services := hostileServices()
	services.Setup = wrongPortal{}
	w := watcher{t, tuitest.New(t, services, 80, 24)}
	w.paste(hostile).press("enter", "enter").paste(hostile).press("enter").paste(hostile).press("enter").see("Gegenstelle")
}

func (w watcher) signIn() {
	w.paste(hostile).press("enter").paste(hostile).press("enter").see("Gegenstelle").press("enter")
	w.see("Zweiten Faktor").press("g").see("Prüfen:").press("g", "enter").see("erneut")
	w.paste(hostile).press("enter").paste("geheim").press("enter").see("OTP-Code").press("f1").see("Hilfe").press("esc")
	w.paste("123456").press("enter").see("Fristen 1").stored().press("f1").see("Hilfe").press("esc", "f3").see("1 von 1")
}

func (w watcher) patients() {
	w.stored().paste(hostile).press("esc", "f1", "pgdown").see("Meldeberatung").press("esc", "f9").see("Befehl").paste(hostile).press("esc")
	w.press("enter").see("Entwürfe und").stored()
}

func (w watcher) record() {
	w.press("alt+m").see("[1/").stored()
	for range 40 {
		w.press("f4", "tab") // Enter would ask for one of the list
	}
	w.press("f1").see("Hilfe").press("esc", "f6").see("ausgefüllt").press("esc", "f10").see("Entwürfe und")
}

func (w watcher) report() {
	w.press("enter").see("[1/").stored()
	for range 250 {
		w.press("f4", "tab") // Enter would ask for one of the list
	}
	w.see("[16/16]").press("f6").see("ausgefüllt").press("esc", "f8", "f1").see("Hilfe").press("esc", "f12").see("Prüfen ·").stored()
	for range 30 {
		w.press("down")
	}
	w.press("f1").see("Hilfe").press("esc", "esc").see("[")
}

// watcher looks at every frame.
type watcher struct {
	t *testing.T
	d *tuitest.Driver
}

func (w watcher) press(keys ...string) watcher {
	w.t.Helper()
	for _, k := range keys {
		w.d.Press(k)
		w.look(k)
	}
	return w
}

func (w watcher) paste(text string) watcher {
	w.t.Helper()
	w.d.Paste(text)
	w.look("paste")
	return w
}

func (w watcher) see(text string) watcher {
	w.t.Helper()
	w.d.See(text)
	w.look("see " + text)
	return w
}

// stored says that the screen does show the hostile text, made harmless.
func (w watcher) stored() watcher {
	w.t.Helper()
	if !strings.ContainsRune(w.d.Screen(), utf8.RuneError) {
		w.t.Errorf("got a screen without the stored text, want one that shows it:\n%s", w.d.Screen())
	}
	return w
}

// sgr are the sequences the program draws with.
var sgr = regexp.MustCompile(`\x1b\[[0-9;]*m`)

func (w watcher) look(after string) {
	w.t.Helper()
	lines := strings.Split(w.d.Frame(), "\n")
	if len(lines) > 24 {
		w.t.Fatalf("after %s: got %d lines, want at most 24", after, len(lines))
	}
	for _, line := range lines {
		line = sgr.ReplaceAllString(line, "")
		bad := strings.IndexFunc(line, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
		})
		if bad >= 0 || !utf8.ValidString(line) || ansi.StringWidth(line) > 80 {
			w.t.Fatalf("after %s: got the line %+q, want 80 cells of characters that are drawn", after, line)
		}
	}
}

func hostileServices() *work.Services {
	lists := catalog.NewShelf()
	lists.Put(catalog.NewList(catalog.List{Name: "ICD10", Edition: hostile},
		[]catalog.Entry{{Code: "C50.4", Label: hostile, Words: hostile}, {Code: "C50.5", Label: hostile}}))
	return &work.Services{Gate: &hostileGate{}, Lists: lists, Now: func() time.Time { return hostileTime }, Host: hostile, Place: hostile,
		About: work.About{Version: "1", Schema: "3.0.4", Registration: hostile, Content: hostile}}
}

// wrongPortal shows a certificate full of hostile names.
type wrongPortal struct{}

var foreign = &answer.Failure{Kind: answer.FailCertificate, Host: hostile, Detail: hostile, Seen: hostile, Expected: hostile}

func (wrongPortal) Try(context.Context, work.Answers) error { return foreign }

// hostileGate fails first, then lets everybody in.
type hostileGate struct{ asked int }

func (g *hostileGate) Enrol(context.Context, string, string) (*answer.Enrolment, error) {
	if g.asked++; g.asked == 1 {
		return nil, foreign
	}
	return &answer.Enrolment{URI: "otpauth://totp/HKR:x?secret=A", Secret: hostile}, nil
}

func (g *hostileGate) SignIn(context.Context, string, string, string, func(answer.Update)) (*work.Desk, error) {
	return &work.Desk{People: hostilePeople{}, Drafts: hostileDrafts{}, Reports: hostileReports{}, Sent: hostileSent{}, Tasks: hostileTasks{},
		Memory: hostileMemory{}, Station: hostileStation{}, Access: hostileAccess{}, Presence: hostilePresence{}}, nil
}

func (g *hostileGate) Alone(context.Context, string, string, []byte, func(answer.Update)) (*work.Desk, error) {
	return nil, errors.New("not asked")
}

func (g *hostileGate) RequestReset(context.Context, string, string) error {
	return errors.New("not asked")
}

// A workplace full of hostile text, without what the test does not need.
type (
	hostilePeople   struct{ work.People }
	hostileDrafts   struct{ work.Drafts }
	hostileReports  struct{ work.Reports }
	hostileSent     struct{ work.Sent }
	hostileTasks    struct{ work.Tasks }
	hostileMemory   struct{}
	hostileStation  struct{ work.Station }
	hostileAccess   struct{ work.Access }
	hostilePresence struct{}
)

// hostileReport has the text in every field of a Diagnose.
func hostileReport() model.Report {
	var r model.Report
	r.Meldung.Typ = model.TypDiagnose
	r.Patient.Stammdaten.Versicherung = model.VersicherungGKV
	field.Walk(dataset.Report, &r, func(b field.Bound) bool {
		switch {
		case b.Row.List():
			b.Insert(0)
		case b.Row.Leaf() && b.Row.Type != field.Selector:
			b.Set(hostile)
		}
		return true
	})
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	return r
}

func hostileCase() model.Case {
	return model.Case{ID: "c1", Patient: hostileReport().Patient, Diagnosis: hostile, LastTyp: hostile, LastDate: hostile, Drafts: 1}
}

func hostileDraft() model.Draft {
	return model.Draft{ID: "d1", PatientID: "c1", Report: hostileReport(), Cursor: hostile, Updated: hostileTime}
}

func (hostileStation) Who() answer.Identity {
	return answer.Identity{Login: hostile, Name: hostile, Einrichtung: hostile, MelderID: hostile, Roles: rights.All}
}

func (hostileAccess) Grants(context.Context) ([]answer.Grant, error) {
	return []answer.Grant{{Login: hostile, Since: hostileTime}}, nil
}

func (hostilePresence) Editing(string) {}

func (hostilePresence) Colleagues() []string { return []string{hostile} }

func (hostilePresence) EditedBy(string) string { return hostile }

func (hostileAccess) Unsealed(context.Context) (int, error) { return 3, nil }

func (hostileStation) Link() answer.Link {
	return answer.Link{Reason: &answer.Failure{Kind: answer.FailRefused, Host: hostile, Detail: hostile}, Waiting: 1}
}

func (hostileTasks) Worklist(context.Context, func(int)) ([]worklist.Aufgabe, error) {
	task := worklist.Aufgabe{Art: worklist.AufgabeFrist, CaseID: "c1", Person: hostile, Typ: hostile, Event: hostile, Frist: hostile, Text: hostile,
		Sperre: &model.Sperre{Grund: hostile, Bis: hostile}, Entscheid: &worklist.Entscheid{Grund: hostile, Bis: hostile, Von: hostile}}
	return []worklist.Aufgabe{task, {Art: hostile, Person: hostile}}, nil
}

func (d hostileTasks) WorklistPage(ctx context.Context, span worklist.Span, told func(int)) (worklist.Page, error) {
	all, err := d.Worklist(ctx, told)
	return stage.PageOf(all, span), err
}

func (hostileTasks) FollowUps(_ context.Context, _ model.Datum, f func(worklist.Nachsorge) bool) error {
	f(worklist.Nachsorge{CaseID: "c1", TumorID: hostile, Last: hostile})
	return nil
}

func (hostilePeople) Index(context.Context, func(*people.Index, int, int)) (*people.Index, int64, error) {
	c := hostileCase()
	return people.NewIndex([]people.Row{people.RowOf(&c)}), 1, nil
}

func (hostilePeople) Changes(context.Context, int64) (model.Changes, error) {
	return model.Changes{Cases: []model.Case{hostileCase()}, Mark: 1}, nil
}

func (hostileSent) Document(context.Context, string) ([]byte, error) {
	return []byte("<oBDS><Anmerkung>" + hostile + "</Anmerkung></oBDS>"), nil
}

func (hostilePeople) Case(context.Context, string) (model.Case, error) { return hostileCase(), nil }

func (hostilePeople) SaveCase(context.Context, *model.Case, *model.Patient) error { return nil }

func (hostileMemory) Recall(context.Context, string) (map[string][]byte, error) {
	return map[string][]byte{"einstellung/tempo": []byte(hostile), "codes/ICD10": []byte(hostile), "codes/Topographie": []byte(`{"C50.4": 3, "\u001b[31m": 9}`)}, nil
}

func (hostileMemory) Remember(context.Context, string, []byte) error { return nil }

func (hostileDrafts) SaveReport(context.Context, *model.Draft, *model.Draft, bool) error {
	return nil
}

func (hostileDrafts) DraftsOf(context.Context, string) ([]model.Draft, error) {
	return []model.Draft{hostileDraft()}, nil
}

func (hostileSent) Report(context.Context, string) (model.Report, error) { return hostileReport(), nil }

func (hostileDrafts) Draft(context.Context, string) (model.Draft, error) { return hostileDraft(), nil }

func (hostileReports) History(context.Context, string, string) ([]rule.Past, error) {
	r := hostileReport()
	return []rule.Past{{Report: &r, Sent: true}}, nil
}

func (hostileReports) Stamped(r *model.Report) *model.Report { return r }

func (hostileSent) Deliveries(context.Context, string) ([]model.Delivery, error) {
	d := model.Delivery{Transaktionsnummer: hostile, CaseID: "c1", Typ: hostile, Date: hostile, State: model.StateAccepted,
		Completed: hostileTime, Reason: hostile, Receipt: &model.Receipt{Transaktionsnummer: hostile, Digest: hostile, ReceivedAt: hostileTime}}
	refused := d
	refused.State, refused.Receipt, refused.Transaktionsnummer = model.StateRejected, nil, hostile+"2"
	return []model.Delivery{d, refused}, nil
}

func (h hostileSent) DeliveryPage(ctx context.Context, _ model.DeliverySpan) (model.DeliveryPage, error) {
	all, err := h.Deliveries(ctx, "")
	return model.DeliveryPage{Deliveries: all, People: map[string]model.Case{"c1": hostileCase()},
		Counts: map[model.State]int{model.StateAccepted: 1, model.StateRejected: 1}}, err
}

func (hostileDrafts) LatestDraft(context.Context) (*model.Draft, error) {
	d := hostileDraft()
	return &d, nil
}

func (hostileStation) News(ctx context.Context) (answer.News, error) {
	<-ctx.Done()
	return answer.News{}, ctx.Err()
}

func (hostileStation) Typed() {}

func (hostileStation) Close() error { return nil }

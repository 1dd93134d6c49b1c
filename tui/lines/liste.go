package lines

import (
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/missing"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// worklist is where a person starts: what waits for somebody, and the way to
// every patient.
func (z *line) worklist() error {
	var tasks []worklist.Aufgabe
	agenda := &work.Agenda{Desk: z.Desk, Now: z.Services.Now}
	all := z.Looking(z.taskList(nil))
	return z.StayAt(ask.Place{
		Tell: func() error {
			every := z.tasks()
			all.List = z.taskList(every)
			tasks = z.inView(every, all.View)
			z.sayTasks(tasks, all)
			return nil
		},
		List: func() (int, func(int) string) {
			return len(tasks), func(i int) string { return wording.TaskSentence(&tasks[i], z.Services.Now()) }
		},
		Question: "Nummer öffnet die Aufgabe; ein Name, Geburtsdatum oder eine Nummer mit Buchstaben sucht Patienten; :neu legt eine Person an, :serie führt durch Nachsorgen.",
		Commands: func() []ask.Command {
			return slices.Concat(z.taskCommands(agenda, tasks), []ask.Command{all.Mine()}, all.Commands(), z.startCommands())
		},
		Pick:  func(i int) error { return z.openTask(&tasks[i]) },
		Take:  z.search,
		Enter: func() error { return nil },
	})
}

func (z *line) startCommands() []ask.Command {
	own := []ask.Command{
		{Name: "neu", Help: "Legt eine Person mit ihren Stammdaten an.", Off: z.Desk.Lacks(rights.PersonAngelegt), Do: ask.Doing(z.newPerson)},
		{Name: "suche", Arg: "WORT", Help: "Sucht Patienten, auch nach einer Zahl.", Do: func(word string) error { return ask.Stay(z.search(word)) }},
		{Name: "patienten", Help: "Nennt alle Personen; die Liste lässt sich filtern und sortieren.", Do: ask.Doing(z.patients)},
	}
	return append(own, z.Commands(append(work.HomeActs(z.Desk), account.HomeActs()...), interview.Doing{After: stays, Shows: map[string]func(string) error{
		"serie":         func(string) error { return z.series() },
		"uebertragung":  func(string) error { return z.transmissions(nil) },
		"einstellungen": func(string) error { return z.settings() },
		"zugang":        func(string) error { return z.invite() },
		"papierkorb":    ask.Doing(z.basket), "import": ask.Doing(z.arrival), "upload": ask.Doing(z.Upload), "einrichtung": ask.Doing(z.Site), "sitzungen": ask.Doing(z.OwnSessions),
		"dokucheck": func(string) error { return z.OwnErrors(z.transmissions) },
	}})...)
}

// tasks are what there is to do, of every kind.
func (z *line) tasks() []worklist.Aufgabe {
	said := false
	all, err := z.Desk.Tasks.Worklist(z.During, func(left int) {
		if !said {
			z.Say("Die Arbeitsliste %s.", wording.CatchUp(left))
		}
		said = true
	})
	z.Fail(err)
	return all
}

// taskList is the list of what is to be done and the good news.
func (z *line) taskList(all []worklist.Aufgabe) lists.Rows[worklist.Aufgabe] {
	list := lists.Tasks(all, z.People, z.Services.Now)
	list.Among = lists.InGroup("")
	return list
}

// inView are those tasks of a list that a view has.
func (z *line) inView(all []worklist.Aufgabe, v listing.View) []worklist.Aufgabe {
	tasks, err := z.taskList(all).Shown(z.During, v)
	z.Fail(err)
	return tasks
}

func (z *line) sayTasks(tasks []worklist.Aufgabe, all *interview.Looking) {
	n := 0
	for i := range tasks {
		if tasks[i].Open() || len(all.View.Filters) > 0 {
			n++
		}
	}
	z.Say("Arbeitsliste, %s. %s.%s", wording.Plural(n, "Aufgabe", "Aufgaben"), wording.LinkText(z.Desk.Station.Link(), z.Services.Now()), all.Said())
}

// openTask goes where the task can be done.
func (z *line) openTask(a *worklist.Aufgabe) error {
	switch a.Ziel() {
	case worklist.ZielUebertragungen:
		z.markSeen(a)
		return z.transmissions(nil)
	case worklist.ZielEntwurf:
		return z.openDraft(a.DraftID)
	case worklist.ZielSendung:
		if a.Art == worklist.AufgabeAntwort {
			z.markSeen(a)
		}
		return z.openDelivery(a.CaseID, a.Transaktionsnummer)
	case worklist.ZielPerson:
		id, begun := missing.Person(z.People(), a)
		z.Say("%s", wording.Missed(a.Vermisst, id != ""))
		if id != "" {
			return z.record(id)
		}
		return z.editPerson(begun)
	case worklist.ZielGegenstueck:
		if err := z.missing(a); err != nil {
			return err
		}
	}
	if a.Art == worklist.AufgabeBeschaedigt {
		z.Say("%s", wording.DamagedTask(a.DraftID, a.Transaktionsnummer))
	}
	return z.record(a.CaseID)
}

// nextTask opens what is to be done next.
func (z *line) nextTask() error {
	tasks := z.inView(z.tasks(), listing.View{})
	for i := range tasks {
		if tasks[i].Open() {
			z.Say("%s.", wording.TaskSentence(&tasks[i], z.Services.Now()))
			return z.openTask(&tasks[i])
		}
	}
	z.Say("Es ist nichts mehr zu tun.")
	return ask.ErrSaid
}

// markSeen takes answers of the registry off the list.
func (z *line) markSeen(a *worklist.Aufgabe) {
	_, err := work.See(z.During, z.Desk, model.DatumOf(z.Services.Now()), a)
	z.Fail(err)
}

// holding reads what an entry of a list holds.
func (z *line) holding() lists.Holding { return lists.Holding{Desk: z.Desk, Services: z.Services} }

// patients is the list of all people, or of those of a view.
func (z *line) patients() error {
	index := z.People()
	if index == nil {
		return ask.ErrBack
	}
	list := lists.People{Known: index}
	looking := z.Looking(list)
	return looking.Through("Nummer öffnet", func() (interview.Shown, error) {
		rows, err := list.Sift(z.During, looking.View)
		return interview.Shown{
			Said:  "Patienten, " + wording.Plural(len(rows), "Person", "Personen") + ".",
			N:     len(rows),
			Words: func(i int) string { r := index.Row(rows[i]); return wording.PersonWords(&r) },
			Holds: func(i int) ([]lists.Part, error) { return z.holding().Person(z.During, index.Row(rows[i]).ID) },
			Pick:  func(i int) error { r := index.Row(rows[i]); return z.record(r.ID) }}, err
	})
}

// search finds patients by parts of what is known of them and opens the record.
func (z *line) search(query string) error {
	row, err := z.FindPerson(query, "Nummer öffnet die Akte, Enter allein geht zurück.")
	if err != nil {
		return err
	}
	return z.record(row.ID)
}

// invite asks a colleague into the local store once the portal has confirmed who she is.
func (z *line) invite() error {
	who := z.Desk.Station.Who()
	z.Say("Angemeldet als %s, %s, für %s, Melder %s.", who.Login, who.Name, who.Einrichtung, who.MelderID)
	z.sayGrants()
	login, err := z.Answer("Loginname der Person, die eingeladen wird. Enter allein geht zurück.", z.about("rollen"), z.about("entziehen"), ask.Back("Niemand wird eingeladen."))
	if err != nil || strings.TrimSpace(login) == "" {
		return err
	}
	return z.EntryAct(admission.Invite(z.Desk, login, z.grants), "", goesOn)
}

// sayGrants says who may open the store.
func (z *line) sayGrants() {
	grants, err := z.Desk.Access.Grants(z.During)
	if z.Fail(err) {
		return
	}
	z.grants = grants
	in := 0
	for i := range grants {
		if grants[i].Until.IsZero() {
			in++
		}
	}
	z.Say("%s zum örtlichen Speicher zugelassen.", wording.Plural(in, "Person ist", "Personen sind"))
	for i := range grants {
		z.Say("%s", wording.GrantText(&grants[i], time.Now()))
	}
	if left, err := z.Desk.Access.Unsealed(z.During); err == nil && left > 0 {
		z.Say("%s", wording.UnsealedText(left))
	}
}

// about does something about somebody's access, by the name written behind the command.
func (z *line) about(name string) ask.Command {
	c := z.Commands([]work.Act{work.ActNamed(admission.AccessActs(z.Desk, "", nil), name)}, interview.Doing{})[0]
	c.Arg, c.Off = "LOGINNAME", ""
	c.Do = func(login string) error {
		return z.EntryAct(work.ActNamed(admission.AccessActs(z.Desk, login, z.grants), name), "", interview.Doing{After: func(work.Done) error { z.sayGrants(); return nil }})
	}
	return c
}

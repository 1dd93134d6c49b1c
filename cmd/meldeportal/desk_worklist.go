package main

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Worklist walks through all reports without opening one, then looks up the
// names of the people the tasks are about.
func (d *desk) Worklist(ctx context.Context) ([]rule.Aufgabe, error) {
	memory, err := d.vault.Memory(ctx, rule.MerkGesehen)
	if err != nil {
		return nil, failure(err)
	}
	l := rule.NewArbeitsliste(d.now(), rule.LiesGesehen(memory[rule.MerkGesehen]), d.sender.Rules)
	err = d.vault.Vorgaenge(ctx, func(fall []model.Vorgang) error {
		l.Add(fall)
		return nil
	})
	if err != nil {
		return nil, failure(err)
	}
	tasks := l.Aufgaben()
	return tasks, failure(d.name(ctx, tasks))
}

// name fills in who the tasks are about.
func (d *desk) name(ctx context.Context, tasks []rule.Aufgabe) error {
	names := map[string]string{}
	for i := range tasks {
		names[tasks[i].CaseID] = ""
	}
	if err := d.names(ctx, names); err != nil {
		return err
	}
	for i := range tasks {
		tasks[i].Person = names[tasks[i].CaseID]
	}
	return nil
}

// fewCases are looked up one by one; from there on reading all is faster.
const fewCases = 500

func (d *desk) names(ctx context.Context, names map[string]string) error {
	if len(names) <= fewCases {
		for id := range names {
			c, err := d.vault.Case(ctx, id)
			if err != nil {
				return err
			}
			names[id] = personName(&c)
		}
		return nil
	}
	return d.vault.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			if _, wanted := names[cases[i].ID]; wanted {
				names[cases[i].ID] = personName(&cases[i])
			}
		}
		return nil
	})
}

// personName is a person as lists show them.
func personName(c *model.Case) string {
	s := &c.Patient.Stammdaten
	switch {
	case s.Vornamen == "":
		return string(s.Nachname)
	case s.Nachname == "":
		return string(s.Vornamen)
	}
	return string(s.Nachname) + ", " + string(s.Vornamen)
}

package rule

import (
	"cmp"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// Aus in a Config switches a rule off.
const Aus Severity = "aus"

// Config changes how strict the rules are. The zero value is the catalogue as
// it stands. What is derived from the schema (S-…) cannot be changed: the
// document would be refused.
type Config struct {
	Rules map[string]Severity // rule id → lower severity, or Aus
	Frist int                 // days of the reporting deadline, 0 = the Land's

	Edition field.Edition  // of the documents that are sent, 0 = dataset.Newest
	Land    *land.Land     // whose demands hold, nil = land.Default
	Lists   *catalog.Shelf // the official lists somebody imported, nil = none
	Orte    *catalog.Orte  // morphologies against sites, nil = that of Lists, else the program's own table
}

func (c *Config) orte() *catalog.Orte {
	if c.Orte != nil {
		return c.Orte
	}
	if imported := c.Lists.Orte(); imported != nil {
		return imported
	}
	return catalog.OwnOrte()
}

// In is the Land whose demands hold.
func (c Config) In() *land.Land {
	if c.Land == nil {
		return land.Default
	}
	return c.Land
}

// Deadline is the last day a report about an event is in time; ok is false where
// none runs or there is no date.
func (c Config) Deadline(event model.Datum) (last model.Datum, ok bool) {
	if !c.In().Runs(event) {
		return "", false
	}
	return c.In().Deadline(event, c.Frist)
}

// Days is how many days the reporting deadline has.
func (c Config) Days() int { return cmp.Or(c.Frist, c.In().FristTage) }

// Target is the edition of the documents that are sent.
func (c Config) Target() field.Edition {
	if c.Edition == 0 {
		return dataset.Newest
	}
	return c.Edition
}

// Validate refuses ids that do not exist and severities that are unknown or
// higher than the catalogue's.
func (c Config) Validate() error {
	for id, severity := range c.Rules {
		r, ok := Lookup(id)
		if !ok {
			return fmt.Errorf("rule %s: there is no such rule", id)
		}
		if id == idPflicht || id == idForm || id == idFassung {
			return fmt.Errorf("rule %s: the schema's own demands cannot be changed", id)
		}
		if severity.rank() < 0 {
			return fmt.Errorf("rule %s: severity %q is none of F, W, H, aus", id, severity)
		}
		if own := (Config{Land: c.Land}).SeverityOf(&r); severity.rank() < own.rank() {
			return fmt.Errorf("rule %s: severity %s would raise it from %s", id, severity, own)
		}
	}
	return nil
}

// SeverityOf is what a rule has under the Config.
func (c Config) SeverityOf(r *Rule) Severity { return c.severity(r.ID, r.Severity) }

func (c Config) severity(id string, own Severity) Severity {
	if s, ok := c.In().Strenge[id]; ok {
		own = Severity(s)
	}
	if s, ok := c.Rules[id]; ok && s.rank() > own.rank() {
		return s
	}
	return own
}

// rank orders the severities, strictest first; unknown ones are negative.
func (s Severity) rank() int {
	switch s {
	case Fehler:
		return 0
	case Warnung:
		return 1
	case Hinweis:
		return 2
	case Aus:
		return 3
	}
	return -1
}

// validOn reports whether a rule is valid for an event. Without an event date
// it is; with an imprecise one unless it certainly lies before.
func (r *Rule) validOn(event model.Datum, l *land.Land) bool {
	from := r.from(l)
	return from == "" || !from.CertainlyAfter(event)
}

// from is the first day of the events a rule is valid for.
func (r *Rule) from(l *land.Land) model.Datum {
	if r.Since != nil {
		return r.Since(l)
	}
	return r.From
}

// milder is the less strict of two severities.
func milder(a, b Severity) Severity {
	if a.rank() > b.rank() {
		return a
	}
	return b
}

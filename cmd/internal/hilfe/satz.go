package hilfe

import (
	"regexp"
	"strings"
)

// kong has no types for its errors, only English sentences; this table
// translates them. A sentence that is not in it becomes a general one.
var sentences = []struct {
	pattern *regexp.Regexp
	german  string
}{
	{regexp.MustCompile(`^unknown flag (.+), did you mean (?:one of )?(.+)\?$`), "Die Option $1 gibt es nicht. Gemeint ist vielleicht $2."},
	{regexp.MustCompile(`^unknown flag (.+)$`), "Die Option $1 gibt es nicht."},
	{regexp.MustCompile(`^unexpected argument (.+), did you mean (?:one of )?(.+)\?$`), "Den Befehl „$1“ gibt es nicht. Gemeint ist vielleicht $2."},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "Die Angabe „$1“ passt hier nicht."},
	{regexp.MustCompile(`^missing flags: (.+)$`), "Es fehlt die Option $1."},
	{regexp.MustCompile(`^expected one of (.+)$`), "Es fehlt der Befehl: $1."},
	{regexp.MustCompile(`^expected "(.+)"$`), "Es fehlt die Angabe $1."},
	{regexp.MustCompile(`^missing positional arguments (.+)$`), "Es fehlt die Angabe $1."},
	{regexp.MustCompile(`^(--\S+) must be one of (.+) but got "(.*)"$`), "Die Option $1 nimmt nur diese Werte: $2."},
	{regexp.MustCompile(`^(--\S+) and (--\S+) can't be used together$`), "Die Optionen $1 und $2 schließen sich aus."},
	{regexp.MustCompile(`^(--[^:\s]+): expected \S+ value but got "EOL".*$`), "Der Option $1 fehlt ihr Wert."},
	{regexp.MustCompile(`^(--[^:\s]+): missing value.*$`), "Der Option $1 fehlt ihr Wert."},
	{regexp.MustCompile(`^(--[^:\s]+): expected duration.*$`), "Die Option $1 braucht eine Dauer, etwa 30s oder 5m."},
	{regexp.MustCompile(`^(--[^:\s]+): expected an? (?:valid \d+ bit )?u?int.*$`), "Die Option $1 braucht eine ganze Zahl."},
	{regexp.MustCompile(`^(--[^:\s]+): .*$`), "Den Wert der Option $1 kann das Programm nicht lesen."},
}

// unquoted takes kong's quotes from lists of words.
var unquoted = strings.NewReplacer(`","`, ", ", `"`, "")

// sentence is a wrong call as a German sentence with the next step, for the
// program of that name.
func sentence(program string, err error) string {
	next := " „" + program + " --help“ zeigt, was möglich ist."
	for _, s := range sentences {
		if m := s.pattern.FindStringSubmatchIndex(err.Error()); m != nil {
			german := string(s.pattern.ExpandString(nil, s.german, err.Error(), m))
			return unquoted.Replace(german) + next
		}
	}
	return "Diesen Aufruf versteht das Programm nicht." + next
}

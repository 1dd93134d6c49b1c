package shell

import (
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/wording"
)

// The message line answers the person: what came of her key stands there until the next
// one. What the program notices by itself, as a save that failed, is a remark. It says
// its sentence where no answer stands, else when the answer is gone, so that no key seems
// to have done nothing.

// Say answers the person.
func (sh *Shell) Say(text string) {
	sh.Message, sh.stays, sh.answers = forms.Clean(text), time.Time{}, true
}

// Fail says what went wrong and what to do.
func (sh *Shell) Fail(err error) { sh.Say(wording.Sentence(err)) }

// Remark says what nobody has asked for.
func (sh *Shell) Remark(text string) {
	sh.remark = forms.Clean(text)
	sh.sayRemark()
}

// sayRemark says the remark that waits, if no answer stands.
func (sh *Shell) sayRemark() {
	if sh.remark != "" && (sh.Message == "" || !sh.answers) {
		sh.Message, sh.remark = sh.remark, ""
	}
}

// Overcome takes back what was said of a failure that is over by itself.
func (sh *Shell) Overcome(err error) {
	if err == nil {
		return
	}
	said := forms.Clean(wording.Sentence(err))
	if sh.remark == said {
		sh.remark = ""
	}
	if sh.Message == said {
		sh.Say("")
	}
}

// hush takes the message away with the next key, where it has stood for long enough.
func (sh *Shell) hush() {
	if !sh.clock().Now().Before(sh.stays) {
		sh.Message, sh.answers = "", false
	}
}

package obds

// Limits bound what a document may make of this program's memory. The zero
// value stands for the defaults.
type Limits struct {
	Text   int // bytes of one text, attribute, comment; default 1 MiB
	Report int // bytes of one report, or of the Stammdaten of one patient; default 10 MiB
	Depth  int // elements inside each other; default 64
	Attrs  int // attributes of one element; default 64

	Reports int // reports that Read reads before it refuses; 0 = however many there are

	Controls Controls
}

// Controls says what becomes of the characters U+007F to U+009F, which XML and
// the schema allow and nobody types: they come from files with a wrongly
// declared encoding, and some terminals obey them. What is not refused is
// noted.
type Controls int

// The ways to treat control characters. A document from outside is refused
// unless its reader says otherwise.
const (
	RefuseControls Controls = iota
	KeepControls
	DropControls // left out of texts and attributes, judged with them
)

func (l Limits) withDefaults() Limits {
	if l.Text == 0 {
		l.Text = 1 << 20
	}
	if l.Report == 0 {
		l.Report = 10 << 20
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	if l.Attrs == 0 {
		l.Attrs = 64
	}
	return l
}

package work

import (
	"context"
	"slices"

	"example.org/meldeportal/tui/wording"
)

// ActsOn are the acts of several lines of a list: those of a line once for all of them,
// the others as they are. of are the acts of each line, all the same ones; what names so
// many lines.
func ActsOn(of [][]Act, what func(n int) string) (list []Act) {
	for i, first := range of[0] {
		if !first.Row || len(of) == 1 {
			list = append(list, first)
			continue
		}
		each := make([]Act, len(of))
		for j := range of {
			each[j] = of[j][i]
		}
		list = append(list, bulk(each, what))
	}
	return list
}

// bulk makes of an act of each of several lines one: asked once, naming how many lines
// there are, and taken back at once. Lines it is off for are left out, and that is said.
func bulk(each []Act, what func(n int) string) Act {
	can := slices.DeleteFunc(slices.Clone(each), func(a Act) bool { return a.Off != "" || a.Do == nil })
	if len(can) == 0 {
		return each[0]
	}
	a := can[0]
	if i := slices.IndexFunc(can, func(a Act) bool { return a.Asks != AskNothing }); i >= 0 {
		a = can[i]
	}
	a.Now, a.About = Given{}, what(len(can))
	if left := len(each) - len(can); left > 0 {
		a.About += ", ohne " + wording.Plural(left, "markierte Zeile", "markierte Zeilen") + ": " + off(each)
	}
	if a.Asks == AskNothing {
		a.Sure = &Sure{a.Label + ": " + what(len(can)) + "?", wording.Sentences(a.About), a.Label}
	}
	a.Do = func(ctx context.Context, g Given) (Done, error) { return doAll(ctx, can, g, a.Label, what) }
	return a
}

// off is why an act is left out of several.
func off(each []Act) string {
	i := slices.IndexFunc(each, func(a Act) bool { return a.Off != "" })
	return each[max(i, 0)].Off
}

// doAll does one act after the other; where one fails, those before stay done.
func doAll(ctx context.Context, all []Act, g Given, label string, what func(n int) string) (Done, error) {
	var undos []*Undo
	for i := range all {
		done, err := all[i].Do(ctx, g)
		if err != nil && i == 0 {
			return Done{}, err
		}
		if err != nil {
			return ofAll(what(i)+" von "+what(len(all))+": "+label+". "+wording.Sentence(err), what(i), undos), nil
		}
		if done.Undo != nil {
			undos = append(undos, done.Undo)
		}
	}
	return ofAll(what(len(all))+": "+label+".", what(len(all)), undos), nil
}

// ofAll is what came of several deeds.
func ofAll(said, about string, undos []*Undo) Done {
	if len(undos) == 0 {
		return Done{Said: said}
	}
	return Done{Said: said + " {rueckgaengig} nimmt es zurück.", Undo: &Undo{"Zurückgenommen: " + about + ".", func(ctx context.Context) error {
		for _, u := range slices.Backward(undos) {
			if err := u.Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}}}
}

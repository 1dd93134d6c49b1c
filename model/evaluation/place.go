package evaluation

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// Places say which Gemeinde a postcode and a town are of. The table is imported; its form
// is CSV in UTF-8 with semicolons and a first line of these heads, in any order:
//
//	plz;ort;ags;kreis
//	35390;Gießen;06531005;Landkreis Gießen
//
// ags is the Gemeindeschlüssel of 8 digits, whose first five are the Kreis and first two
// the Land; kreis is the Kreis's name and may be missing. A postcode with several towns
// has a row for each.
type Places struct {
	exact map[string]string          // by postcode and town
	all   map[string]map[string]bool // Gemeinden of a postcode
	names map[string]string          // of the Kreise
}

// ErrPlaces is the error of a table that is none.
var ErrPlaces = errors.New("no table of places: it needs the heads plz, ort, ags")

// ReadPlaces reads the table.
func ReadPlaces(r io.Reader) (*Places, error) {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = ';', -1, true
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPlaces, err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i + 1
	}
	if at["plz"] == 0 || at["ort"] == 0 || at["ags"] == 0 {
		return nil, ErrPlaces
	}
	p := &Places{map[string]string{}, map[string]map[string]bool{}, map[string]string{}}
	for line := 2; ; line++ {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read places: %w", err)
		}
		cell := func(name string) string {
			if i := at[name]; i > 0 && i <= len(row) {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}
		if err := p.add(cell("plz"), cell("ort"), cell("ags"), cell("kreis")); err != nil {
			return nil, fmt.Errorf("places, line %d: %w", line, err)
		}
	}
}

func (p *Places) add(plz, town, ags, kreis string) error {
	if len(plz) != 5 || len(ags) != 8 || strings.Trim(plz+ags, "0123456789") != "" {
		return fmt.Errorf("%w: want a postcode of 5 and an ags of 8 digits", ErrPlaces)
	}
	p.exact[plz+" "+fold(town)] = ags
	if p.all[plz] == nil {
		p.all[plz] = map[string]bool{}
	}
	p.all[plz][ags] = true
	if kreis != "" {
		p.names[ags[:5]] = kreis
	}
	return nil
}

// fold is a town as it is compared: what stands behind a comma or in brackets is off.
func fold(town string) string {
	if i := strings.IndexAny(town, ",("); i > 0 {
		town = town[:i]
	}
	return strings.Join(strings.Fields(catalog.Fold(town)), " ")
}

// Of is the Gemeinde of a postcode and a town: the very one; else that of the postcode,
// where it has one; else its Kreis, where all are of one. "" is not known; of nil all are.
func (p *Places) Of(plz, town string) string {
	if p == nil {
		return ""
	}
	plz = strings.TrimSpace(plz)
	if ags, ok := p.exact[plz+" "+fold(town)]; ok {
		return ags
	}
	kreis := ""
	for ags := range p.all[plz] {
		switch {
		case len(p.all[plz]) == 1:
			return ags
		case kreis != "" && kreis != ags[:5]:
			return ""
		}
		kreis = ags[:5]
	}
	return kreis
}

// Kreis is the name of the Kreis of a place, its number where it has none.
func (p *Places) Kreis(place string) string {
	if len(place) < 5 {
		return "ohne Kreis"
	}
	if p != nil && p.names[place[:5]] != "" {
		return place[:5] + " " + p.names[place[:5]]
	}
	return place[:5]
}

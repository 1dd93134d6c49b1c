package desk

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
)

// packer makes reports small: their texts by field id, as they are stored, and
// compressed.
type packer struct {
	out  bytes.Buffer
	zip  *flate.Writer
	json *json.Encoder
}

func newPacker() *packer {
	p := &packer{}
	p.zip, _ = flate.NewWriter(&p.out, flate.BestSpeed) // fails for levels that do not exist
	p.json = json.NewEncoder(p.zip)
	return p
}

// packedReport is a report without what it shares with others.
type packedReport struct {
	packed  []byte
	meldung model.Text // its id
	patient *model.Patient
	melder  model.Melder
	line    int // of the document
}

// pack packs a report a reader has read. Its Melder is known at the document's end.
func (p *packer) pack(r *obds.Reader, item *obds.Item) *packedReport {
	p.out.Reset()
	p.zip.Reset(&p.out)
	_ = p.json.Encode(field.Texts(dataset.Report, &model.Report{Absender: r.Absender(), Meldedatum: r.Meldedatum(), Meldung: *item.Meldung})) // into memory
	_ = p.zip.Close()
	return &packedReport{packed: bytes.Clone(p.out.Bytes()), meldung: item.Meldung.MeldungID, patient: item.Patient,
		melder: model.Melder{ID: item.Meldung.MelderID}, line: item.Line}
}

// unzip unpacks one report after another: a new one for each is more to clear away than
// the report.
type unzip interface {
	io.Reader
	flate.Resetter
}

var unzips = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// unpack is the whole report again.
func (p *packedReport) unpack() (*model.Report, error) {
	zip := unzips.Get().(unzip)
	defer unzips.Put(zip)
	_ = zip.Reset(bytes.NewReader(p.packed), nil) // has no error
	plain, err := io.ReadAll(zip)
	var texts map[string]string
	if err == nil {
		err = json.Unmarshal(plain, &texts)
	}
	if err != nil {
		return nil, fmt.Errorf("unpack report: %w", err)
	}
	r := &model.Report{}
	field.Fill(dataset.Report, r, texts)
	r.Patient, r.Melder = *p.patient, p.melder
	return r, nil
}

package forms

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestDateShorthandIsUnderstood(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]model.Datum{
		"h": "2026-11-22", "t": "2026-11-22", "g": "2026-11-21", "v": "2026-11-20", "-3": "2026-11-19",
		"1203": "2026-03-12", "2312": "2025-12-23", "120324": "2024-03-12", "12032024": "2024-03-12", "20240312": "2024-03-12",
		"12.3.": "2026-03-12", "12.3": "2026-03-12", "12.3.24": "2024-03-12", "12/3/2024": "2024-03-12", "12 3 24": "2024-03-12",
		"12-3-24": "2024-03-12", "12,3,24": "2024-03-12", "2024-03-12": "2024-03-12", "120350": "1950-03-12",
		"032024": "2024-03-15~T", "03.2024": "2024-03-15~T", "3.2024": "2024-03-15~T", "102003": "2003-10-15~T",
		"2024": "2024-07-01~M", "2024j": "2024-07-01~M", "2012j": "2012-07-01~M", "2012": "2025-12-20",
		"03.12.2024e": "2024-12-03~E", "031224e": "2024-12-03~E", "12.2024": "2024-12-15~T", "0312": "2025-12-03", "031224": "2024-12-03",
		"03.12.2024": "2024-12-03", "2024v": "2024-07-01~V", "10.02.2024t": "2024-02-10~T", "10.02.2024m": "2024-02-10~M", "2902": "2024-02-29",
	} {
		if got, ok := readDatum(text, today); !ok || got != want {
			t.Errorf("%q: got %q (understood %v), want %q", text, got, ok, want)
		}
	}
}

func TestTextThatIsNoDateIsNotUnderstood(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "x", "12.2024e", "2024e", "e", "31.02.2024", "290223", "13.2024", "1.2.3.4", "99", "12.3.2", "1899", "12032", "-1000", "2024 03 12 1", "١٢٠٣"} {
		if got, ok := readDatum(text, today); ok {
			t.Errorf("%q: got %q, want it not to be understood", text, got)
		}
	}
}

func TestShownDateIsReadBackAsTheSameDate(t *testing.T) {
	t.Parallel()
	for d := day(2009, time.January, 1); d.Year() < 2027; d = d.AddDate(0, 0, 1) {
		for _, g := range []model.Genauigkeit{"", model.TagGeschaetzt, model.MonatGeschaetzt, model.VollGeschaetzt, model.Exakt} {
			want := model.NewDatum(d.Format(time.DateOnly), g)
			if got, ok := readDatum(writeDatum(want), today); !ok || got != want {
				t.Fatalf("%s is shown as %s and read as %s", want, writeDatum(want), got)
			}
		}
	}
}

func TestDateTellsItsMeaningWhileItIsTyped(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum")
	d.keys("140526").sees("140526       = Do 14.05.2026, vor 192 Tagen")
	d.keys("<Enter>").sees("14.05.2026   Do, vor 192 Tagen").value("Tumorzuordnung.Diagnosedatum", "2026-05-14")
}

func TestDateThatIsTooVagueIsKeptAsTyped(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.cTNM.Datum")
	d.keys("05.2026").sees("? hier ist der genaue Tag nötig")
	d.keys("<Enter>").value("Diagnose.cTNM.Datum", "05.2026")
}

func TestTextThatIsNoDateIsKeptAsTyped(t *testing.T) {
	t.Parallel()
	driveDiagnose(t).goTo("Tumorzuordnung.Diagnosedatum").keys("im Mai<Enter>").
		value("Tumorzuordnung.Diagnosedatum", "im Mai").cursor("Tumorzuordnung.Primaertumor_ICD").sees("im Mai       ? kein Datum")
}

func TestYearTakesAYearAndTheYearOfADate(t *testing.T) {
	t.Parallel()
	w := newDatum(dataset.Jahr, func() time.Time { return today })
	for text, want := range map[string]string{"2012": "2012", "98": "1998", "12": "2012", "12.03.2020": "2020", "2020j": "2020"} {
		if got, problem := w.read(text); got != want || problem != "" {
			t.Errorf("%q: got %q %q, want %q", text, got, problem, want)
		}
	}
}

func TestDayToComeIsReadForward(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]model.Datum{
		"m": "2026-11-23", "+14": "2026-12-06", "h": "2026-11-22", "0112": "2026-12-01", "1203": "2027-03-12", "12.3.": "2027-03-12",
		"2211": "2026-11-22", "01.12.2026": "2026-12-01", "12.2026": "2026-12-01", "2027j": "2027-01-01", "Montag": "", "": "", "+x": "",
	} {
		if got, ok := ReadDay(text, today); got != want || ok != (want != "") {
			t.Errorf("ReadDay(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestStatedExactnessIsKeptWhereItMakesADifference(t *testing.T) {
	t.Parallel()
	for typ, want := range map[*field.Type]string{dataset.DatumETOptional: "2024-12-03~E", dataset.DatumET: "2024-12-03", dataset.DatumE: "2024-12-03"} {
		w := newDatum(typ, func() time.Time { return today })
		w.open("", false)
		w.set("03.12.2024e")
		if got := w.commit(); got != want {
			t.Errorf("%s: got %q, want %q", typ.Name, got, want)
		}
	}
}

func TestABlankIsNoDate(t *testing.T) {
	t.Parallel()
	d := drive(t, newReport(model.TypOP), Pages(model.TypOP)).goTo("OP.Datum").keys(" ")
	if strings.Contains(d.view(), "0001") {
		t.Errorf("a blank is told as a day:\n%s", d.view())
	}
	d.keys("<Tab>").value("OP.Datum", "")
}

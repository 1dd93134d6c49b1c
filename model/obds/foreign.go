package obds

import (
	"bytes"
	"html"
	"strings"
)

// This file says what a file is that is no oBDS document, and what to do with it:
// people pick the wrong file far more often than they have a broken one.

// foreign is a kind of file that is no XML, known by its first bytes (the formats'
// own descriptions; of a tar archive they stand at 257).
type foreign struct {
	at    int
	magic string
	what  string // "Das ist …"
	next  string // what to do
}

const (
	unpackFirst = "Bitte zuerst entpacken."
	exportOBDS  = "Bitte im Quellsystem als oBDS-Datei (XML) ausgeben."
)

var foreigners = []foreign{
	{0, "PK\x03\x04", "ein ZIP-Archiv (oder ein Office-Dokument)", unpackFirst},
	{0, "PK\x05\x06", "ein leeres ZIP-Archiv", exportOBDS},
	{0, "\x1f\x8b", "eine mit gzip gepackte Datei", unpackFirst},
	{0, "7z\xbc\xaf\x27\x1c", "ein 7z-Archiv", unpackFirst},
	{0, "Rar!\x1a\x07", "ein RAR-Archiv", unpackFirst},
	{0, "\xfd7zXZ\x00", "eine mit xz gepackte Datei", unpackFirst},
	{0, "BZh", "eine mit bzip2 gepackte Datei", unpackFirst},
	{0, "\x28\xb5\x2f\xfd", "eine mit zstd gepackte Datei", unpackFirst},
	{257, "ustar", "ein tar-Archiv", unpackFirst},
	{0, "%PDF-", "ein PDF-Dokument", exportOBDS},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ein Dokument aus Word, Excel oder Outlook", exportOBDS},
	{0, "{\\rtf", "ein RTF-Dokument", exportOBDS},
	{0, "\x89PNG", "ein Bild", exportOBDS},
	{0, "\xff\xd8\xff", "ein Bild", exportOBDS},
	{0, "SQLite format 3\x00", "eine SQLite-Datenbank", exportOBDS},
	{0, "-----BEGIN ", "ein Schlüssel, ein Zertifikat oder eine verschlüsselte Datei", "Bitte zuerst entschlüsseln."},
	{0, "age-encryption.org/", "eine mit age verschlüsselte Datei", "Bitte zuerst entschlüsseln."},
	{0, "MSH|", "eine HL7-Nachricht (Version 2)", exportOBDS},
	{0, "\x00\x00\xfe\xff", "ein Text in UTF-32", "Bitte als UTF-8 speichern."},
	{0, "\xff\xfe\x00\x00", "ein Text in UTF-32", "Bitte als UTF-8 speichern."},
}

// foreignSentence says what a file is that begins with head and cannot be XML, ""
// where it may be. whole says that head is all of it.
func foreignSentence(head []byte, whole bool) string {
	for _, f := range foreigners {
		if len(head) > f.at && bytes.HasPrefix(head[f.at:], []byte(f.magic)) {
			return "Das ist " + f.what + " und kein oBDS-Dokument. " + f.next
		}
	}
	text := bytes.TrimPrefix(head, []byte{0xEF, 0xBB, 0xBF})
	switch start := bytes.TrimLeft(text, " \t\r\n"); {
	case len(text) == 0:
		return "Die Datei ist leer, also kein XML-Dokument. Bitte noch einmal ausgeben oder übertragen."
	case len(start) == 0 && whole:
		return "Die Datei enthält nur Leerzeichen und kein XML-Dokument. Bitte noch einmal ausgeben oder übertragen."
	case len(bytes.Trim(text, "\x00")) == 0:
		return "Die Datei enthält nur Nullbytes und kein XML-Dokument: Beim Speichern oder Übertragen ist ihr Inhalt verloren gegangen. Bitte noch einmal ausgeben."
	case hasAny(start, "{", "["):
		return "Das ist eine JSON-Datei (etwa aus FHIR) und kein XML-Dokument. " + exportOBDS
	case len(start) > 3 && (start[0] == '<' && start[1] == 0 || start[0] == 0 && start[1] == '<'):
		if wide, _ := wideEncoding(start); wide == nil {
			return "Die Datei ist in UTF-16 geschrieben, ohne es zu sagen (es fehlt das Byte-Order-Mark oder die Zeile <?xml …?>). Bitte als UTF-8 speichern."
		}
	}
	return ""
}

func hasAny(text []byte, prefixes ...string) bool {
	for _, p := range prefixes {
		if bytes.HasPrefix(text, []byte(p)) {
			return true
		}
	}
	return false
}

// noXML is what is said of text that no tag begins.
const noXML = "Die Datei ist Text, aber kein XML-Dokument: Sie beginnt nicht mit einem <. " + exportOBDS

const htmlSentence = "Das ist eine HTML-Seite und kein oBDS-Dokument, oft die Anmelde- oder Fehlerseite eines Servers. Bitte die Datei noch einmal herunterladen."

// isHTML reports whether a document type or a root's name is that of HTML.
func isHTML(name string) bool { return strings.EqualFold(name, "html") }

// doctypeName is the name behind "<!DOCTYPE".
func doctypeName(text string) string {
	text = strings.TrimLeft(text[len("<!DOCTYPE"):], " \t\r\n")
	return text[:nameLength(text)]
}

// roots are the documents that come instead of oBDS ones, by the name of the root.
var roots = map[string]string{
	"ADT_GEKID":        "Das ist ADT/GEKID{v}, der Vorgänger von oBDS 3. Dieses Programm liest ihn nicht. Bitte im Quellsystem als oBDS 3 ausgeben.",
	"OBDS_RKI":         "Das ist die Lieferung eines Registers an das Robert Koch-Institut (oBDS_RKI{v}) und keine Meldung einer Einrichtung. Bitte die oBDS-Datei wählen.",
	"Bundle":           "Das ist ein FHIR-Dokument und kein oBDS-Dokument. " + exportOBDS,
	"ClinicalDocument": "Das ist ein Arztbrief (CDA) und kein oBDS-Dokument. " + exportOBDS,
	"schema":           "Das ist ein Schema (XSD) und kein Dokument: Es beschreibt nur, wie eines aussieht. Bitte die oBDS-Datei wählen.",
	"ClaML":            "Das ist eine Codeliste (ClaML) und kein oBDS-Dokument. Sie wird mit „meldeportal katalog import“ übernommen.",
	"Envelope":         "Das ist die Antwort eines Webdienstes (SOAP) und kein oBDS-Dokument. " + exportOBDS,
}

// rootSentence says what a document with another root is.
func rootSentence(t *token) string {
	name := t.local
	if isHTML(name) {
		return htmlSentence
	}
	if name == "oBDS" {
		return "Das ist kein oBDS-Dokument der Version 3: Es hat einen anderen Namensraum."
	}
	sentence, known := roots[name]
	if !known {
		return "Das ist kein oBDS-Dokument: Das erste Element heißt „" + printable(name) + "“ statt „oBDS“. " + exportOBDS
	}
	version := ""
	for i := range t.attrs {
		if a := &t.attrs[i]; a.ns == nsNone && a.local == versionAttr {
			version = " " + printable(strings.TrimSuffix(a.value, "_RKI"))
		}
	}
	return strings.Replace(sentence, "{v}", version, 1)
}

// referenceSentence says what is wrong with a reference that XML does not know. It
// is told apart whether following the advice would put nonsense into the text.
func referenceSentence(text string) string {
	name, _, ended := strings.Cut(text[1:min(len(text), 64)], ";")
	switch {
	case ended && strings.HasPrefix(name, "#"):
		return "Ein Verweis (&#…;) nennt ein Zeichen, das in XML nicht erlaubt ist. Bitte das Zeichen im Quellsystem entfernen."
	case ended && html.UnescapeString("&"+name+";") != "&"+name+";":
		return "Ein Verweis wie &uuml; oder &nbsp; ist aus HTML und in XML unbekannt. Bitte das Zeichen selbst schreiben."
	}
	return "Nach einem & steht kein bekannter Verweis; ein einzelnes & wird als &amp; geschrieben."
}

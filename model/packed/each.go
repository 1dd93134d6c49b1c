package packed

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strings"
)

// File is where a file's bytes come from.
type File interface {
	io.Reader
	io.ReaderAt
}

// Fault is why an archive, or a document in it, cannot be read.
type Fault struct{ Text string } // German sentence with the next step

func (f *Fault) Error() string { return f.Text }

// Bounds of what an archive may make of a machine. Documents pack to a tenth or a
// fiftieth; only what was made for it packs to a four hundredth.
const (
	mostFiles     = 20_000
	mostDirectory = 16 << 20 // bytes of a ZIP's table of contents
	mostUnpacked  = 8 << 30  // bytes of all documents of a file
	fairly        = 64 << 20 // bytes below which nobody asks how they were packed
	mostRatio     = 400
)

const damaged = "Das Archiv ist beschädigt oder abgeschnitten. Bitte noch einmal übertragen."

// Each hands out the documents of a file in their order, with the name that a
// person knows each by; of a ZIP these are the files with the ending .xml. size is
// how long the file is, -1 for a stream. visit's error ends it.
func Each(name string, in File, size int64, visit func(name string, doc io.Reader) error) error {
	stream := bufio.NewReader(in)
	head, _ := stream.Peek(4) // a shorter file is no archive
	budget := &budget{packed: size}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return visit(name, &unpacking{in: &gunzip{in: stream}, budget: budget})
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && size > 0:
		return eachOfZIP(name, in, size, budget, visit)
	}
	return visit(name, stream)
}

func eachOfZIP(name string, in io.ReaderAt, size int64, budget *budget, visit func(string, io.Reader) error) error {
	if fault := fairDirectory(in, size); fault != nil {
		return fault
	}
	archive, err := zip.NewReader(in, size)
	if err != nil {
		return &Fault{damaged}
	}
	found := 0
	for _, f := range archive.File {
		if f.Name == "[Content_Types].xml" || f.Name == "META-INF/manifest.xml" {
			return &Fault{"Das ist ein Office-Dokument (Word, Excel, LibreOffice) und kein oBDS-Dokument. Bitte im Quellsystem als oBDS-Datei (XML) ausgeben."}
		}
		if !ofInterest(f.Name) {
			continue
		}
		found++
		if err := visit(name+"/"+f.Name, &entry{file: f, budget: budget}); err != nil {
			return err
		}
	}
	if found == 0 {
		return &Fault{"Das Archiv enthält keine Datei mit der Endung .xml."}
	}
	return nil
}

// ofInterest are documents, and archives: these are not opened, but nobody shall
// believe they were.
func ofInterest(name string) bool {
	if strings.HasPrefix(name, "__MACOSX/") || strings.HasSuffix(name, "/") {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".gz", ".zip":
		return true
	}
	return false
}

// fairDirectory refuses a table of contents that would fill the memory: its length
// stands in the last record of the file (PKWARE's APPNOTE, 4.3.16).
func fairDirectory(in io.ReaderAt, size int64) *Fault {
	const record, comment = 22, 1<<16 - 1
	tail := make([]byte, min(size, record+comment))
	if _, err := in.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return &Fault{damaged}
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < record {
		return &Fault{damaged}
	}
	little := func(b []byte) (n int64) {
		for i := range b {
			n |= int64(b[i]) << (8 * i)
		}
		return n
	}
	end := size - int64(len(tail)-at)
	files, length, offset := little(tail[at+10:at+12]), little(tail[at+12:at+16]), little(tail[at+16:at+20])
	switch {
	case files > mostFiles || end-min(end-length, offset) > mostDirectory:
		return &Fault{"Das Archiv enthält zu viele Dateien. Bitte in Teilen entpacken und diese angeben."}
	case offset >= 1<<32-1:
		return &Fault{"Das Archiv ist zu groß (über 4 GiB). Bitte entpacken und die Dateien angeben."}
	}
	return nil
}

// entry is a file of a ZIP, opened when somebody reads it.
type entry struct {
	file   *zip.File
	budget *budget
	open   io.Reader
}

func (e *entry) Read(b []byte) (int, error) {
	if e.open == nil {
		if e.file.Flags&1 != 0 {
			return 0, &Fault{"Diese Datei des Archivs ist verschlüsselt. Bitte entpacken und die Datei angeben."}
		}
		in, err := e.file.Open()
		if err != nil {
			return 0, &Fault{"Diese Datei des Archivs ist beschädigt oder auf eine Art gepackt, die dieses Programm nicht kennt. Bitte entpacken."}
		}
		e.open = &unpacking{in: in, budget: e.budget}
		if strings.HasSuffix(strings.ToLower(e.file.Name), ".gz") {
			e.open = &unpacking{in: &gunzip{in: bufio.NewReader(e.open)}, budget: e.budget}
		}
	}
	return e.open.Read(b)
}

// gunzip begins to unpack when somebody reads.
type gunzip struct {
	in   io.Reader
	open *gzip.Reader
}

func (g *gunzip) Read(b []byte) (int, error) {
	if g.open == nil {
		var err error
		if g.open, err = gzip.NewReader(g.in); err != nil {
			return 0, err
		}
	}
	return g.open.Read(b)
}

// budget is what may yet come out of a file.
type budget struct {
	packed   int64 // how long the file is, -1 where nobody knows
	unpacked int64
}

// unpacking counts what comes out, and says in German what goes wrong.
type unpacking struct {
	in     io.Reader
	budget *budget
}

func (u *unpacking) Read(b []byte) (int, error) {
	n, err := u.in.Read(b)
	u.budget.unpacked += int64(n)
	if out := u.budget.unpacked; out > mostUnpacked || out > fairly && u.budget.packed > 0 && out/mostRatio > u.budget.packed {
		return 0, &Fault{"Das Archiv ist so dicht gepackt, dass es eine Falle sein kann; es wird nicht weiter gelesen. Bitte entpacken und die Dateien angeben."}
	}
	if err == nil || err == io.EOF {
		return n, err
	}
	if fault, ok := err.(*Fault); ok {
		return n, fault
	}
	return n, &Fault{damaged}
}

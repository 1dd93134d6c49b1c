package main

import (
	"io"
	"os"
	"strings"

	"example.org/meldeportal/model/packed"
)

// eachDocument hands out the documents of a file, unpacked where it is an archive.
func eachDocument(path string, visit func(name string, doc io.Reader) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if !info.Mode().IsRegular() {
		size = -1 // a pipe
	}
	return packed.Each(path, file, size, visit)
}

// documentEndings are the files of a folder that are looked at.
var documentEndings = []string{".xml", ".xml.gz", ".zip"}

const noDocuments = "Der Ordner enthält keine Datei mit der Endung .xml, .xml.gz oder .zip."

// isDocument reports whether a file of a folder is looked at.
func isDocument(name string) bool {
	for _, ending := range documentEndings {
		if strings.HasSuffix(strings.ToLower(name), ending) {
			return true
		}
	}
	return false
}

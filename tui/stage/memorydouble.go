package stage

import (
	"context"
	"errors"
	"strings"

	"example.org/meldeportal/model/answer"
)

func (d MemoryDouble) Recall(_ context.Context, prefix string) (map[string][]byte, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	found := map[string][]byte{}
	for name, content := range d.Remembrance {
		if strings.HasPrefix(name, prefix) {
			found[name] = content
		}
	}
	return found, nil
}

func (d MemoryDouble) Remember(_ context.Context, name string, content []byte) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if d.Remembrance == nil {
		d.Remembrance = map[string][]byte{}
	}
	d.Remembrance[name] = content
	if content == nil {
		delete(d.Remembrance, name)
	}
	return nil
}

// Fresh is said while nothing wants a code.
func (d filesDouble) Fresh() bool {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Code == ""
}

// Freshen takes the code that is wanted.
func (d filesDouble) Freshen(_ context.Context, _, code string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if code != d.Code {
		return &answer.Failure{Kind: answer.FailCredentials}
	}
	d.Code = ""
	return nil
}

func (d filesDouble) SaveFile(_ context.Context, path string, content []byte) (string, error) {
	if strings.HasPrefix(path, "/") {
		return "", &answer.Failure{Kind: answer.FailReadOnly, Err: errors.New("read-only")}
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Files == nil {
		d.Files = map[string]string{}
	}
	d.Files["/home/meier/"+path] = string(content)
	return "/home/meier/" + path, nil
}

package tui

import (
	"context"
	"encoding/json"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// merkPerson is the name under which a begun person is remembered.
const merkPerson = "person/neu"

// rememberPerson keeps what was typed of a person who is no case yet.
func rememberPerson(ctx context.Context, desk *Desk, p *model.Patient) error {
	content, err := json.Marshal(field.Texts(dataset.Report, &model.Report{Patient: *p}))
	if err != nil {
		return err
	}
	return desk.Memory.Remember(ctx, merkPerson, content)
}

// begunPerson is the person that was begun and not finished, nil when there is none.
func begunPerson(ctx context.Context, desk *Desk) (*model.Patient, error) {
	memory, err := desk.Memory.Recall(ctx, merkPerson)
	if err != nil {
		return nil, err
	}
	content, there := memory[merkPerson]
	switch {
	case there && content == nil:
		return nil, &answer.Failure{Kind: answer.FailDamaged}
	case len(content) == 0:
		return nil, nil
	}
	var texts map[string]string
	if json.Unmarshal(content, &texts) != nil || len(texts) == 0 {
		return nil, nil
	}
	r := new(model.Report)
	field.Fill(dataset.Report, r, texts)
	return &r.Patient, nil
}

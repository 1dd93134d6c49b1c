package work

import (
	"context"
	"encoding/json"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// MerkPerson is the name under which a begun person is remembered.
const MerkPerson = "person/neu"

// rememberPerson keeps what was typed of a person who is no case yet.
func rememberPerson(ctx context.Context, desk *Desk, p *model.Patient) error {
	content, err := json.Marshal(field.Texts(dataset.Report, &model.Report{Patient: *p}))
	if err != nil {
		return err
	}
	return desk.Memory.Remember(ctx, MerkPerson, content)
}

// BegunPerson is the person that was begun and not finished, nil when there is none.
func BegunPerson(ctx context.Context, desk *Desk) (*model.Patient, error) {
	memory, err := desk.Memory.Recall(ctx, MerkPerson)
	if err != nil {
		return nil, err
	}
	content, there := memory[MerkPerson]
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

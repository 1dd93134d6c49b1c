package stage

import (
	"context"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rights"
)

func (d stationDouble) Who() answer.Identity {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return answer.Identity{Login: "meier", Name: "Meier", Einrichtung: "Musterklinik", Roles: rights.All &^ d.Lacking}
}

func (d stationDouble) Link() answer.Link {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Out {
		return answer.Link{Out: true}
	}
	if d.Over {
		return answer.Link{Online: true, Ended: true, Waiting: 12, Reason: &answer.Failure{Kind: answer.FailSession}}
	}
	return answer.Link{Online: true}
}

func (d stationDouble) SyncNow() { d.Hurried++ }

func (d stationDouble) Typed() { d.Keys++ }

// SignInAgain takes the password "geheim" with the code 123456.
func (d stationDouble) SignInAgain(_ context.Context, password, code string) (dataset.Chosen, error) {
	if password != "geheim" || code != "123456" {
		return dataset.Chosen{}, &answer.Failure{Kind: answer.FailCredentials}
	}
	d.Change(func() { d.Over = false })
	return dataset.Chosen{}, nil
}

func (d stationDouble) Lock() (answer.Locked, error) {
	return answer.Locked{Login: "meier", Name: "Dr. Eva Meier", At: time.Now()}, nil
}

func (d stationDouble) Close() error { return nil }

func (d stationDouble) News(ctx context.Context) (answer.News, error) {
	<-ctx.Done()
	return answer.News{}, ctx.Err()
}

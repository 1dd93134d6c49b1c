package envelope

import (
	"bytes"
	"strconv"
	"strings"

	"example.org/meldeportal/model/obds"
)

// A seam is how a payload was put together of pieces of the document, in their order:
// "s120,o30,x" is 120 bytes that the other part has too, 30 of its own, and a place where
// the other's stand, of which nothing is said, not even how long they are.
const (
	shared = 's'
	own    = 'o'
	others = 'x'
)

// split is the payload of an office with its seam.
func split(pieces []obds.Piece, office obds.Share) (payload []byte, seam string) {
	steps := make([]string, 0, len(pieces))
	for _, p := range pieces {
		kind := byte(others)
		switch {
		case p.Share.Both():
			kind = shared
		case p.Share == office:
			kind = own
		}
		if kind == others {
			steps = append(steps, string(others))
			continue
		}
		payload = append(payload, p.Text...)
		steps = append(steps, string(kind)+strconv.Itoa(len(p.Text)))
	}
	return payload, strings.Join(steps, ",")
}

// side is a payload that is given back piece by piece.
type side struct {
	steps []string
	rest  []byte
}

func newSide(payload []byte, seam string) side {
	return side{strings.Split(seam, ","), payload}
}

// next is the next piece and its kind; ok is false where the seam does not fit.
func (s *side) next() (kind byte, text []byte, ok bool) {
	step := s.steps[0]
	s.steps = s.steps[1:]
	if step == string(others) {
		return others, nil, true
	}
	if len(step) < 2 || step[0] != shared && step[0] != own {
		return 0, nil, false
	}
	n, err := strconv.Atoi(step[1:])
	if err != nil || n < 1 || n > len(s.rest) {
		return 0, nil, false
	}
	text, s.rest = s.rest[:n], s.rest[n:]
	return step[0], text, true
}

// sew puts two payloads together; ErrApart where they do not fit each other.
func sew(a, b side) ([]byte, error) {
	if len(a.steps) != len(b.steps) {
		return nil, ErrApart
	}
	document := make([]byte, 0, len(a.rest)+len(b.rest))
	for len(a.steps) > 0 {
		kindA, textA, okA := a.next()
		kindB, textB, okB := b.next()
		switch {
		case !okA || !okB:
			return nil, ErrApart
		case kindA == shared && kindB == shared && bytes.Equal(textA, textB), kindA == own && kindB == others:
			document = append(document, textA...)
		case kindA == others && kindB == own:
			document = append(document, textB...)
		default:
			return nil, ErrApart
		}
	}
	if len(a.rest) > 0 || len(b.rest) > 0 {
		return nil, ErrApart
	}
	return document, nil
}

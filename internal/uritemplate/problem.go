package uritemplate

import (
	"errors"
	"fmt"
)

// Problem is something wrong with text[From:To] of a template.
type Problem struct {
	From, To      int
	Message, Hint string // the hint may be empty
}

// Err joins problems into one error; nil when there are none.
func Err(problems []Problem) error {
	var errs []error
	for _, p := range problems {
		errs = append(errs, errors.New(p.Message))
	}
	return errors.Join(errs...)
}

// parser reads one template.
type parser struct {
	text     string
	problems []Problem
}

// placed is a part and where it stands; of a variable with its braces.
type placed struct {
	part
	from, to int
}

func (p *parser) report(from, to int, hint, format string, args ...any) {
	p.problems = append(p.problems, Problem{from, to, fmt.Sprintf(format, args...), hint})
}

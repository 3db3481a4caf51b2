package audit

import (
	"context"
	"errors"
)

// Fan returns a Sink that records every event in each of the sinks, and reports all their errors.
func Fan(sinks ...Sink) Sink { return fan(append([]Sink(nil), sinks...)) }

type fan []Sink

func (f fan) Record(ctx context.Context, e Event) error {
	var errs []error
	for _, s := range f {
		if err := s.Record(ctx, e); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

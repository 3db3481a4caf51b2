package check

import "errors"

// Denial is a refusal that explains itself to the caller.
type Denial struct{ message string }

// Deny returns a refusal whose message is shown to the caller, who therefore learns that the component exists. The
// message must not hold anything the caller may not know. An empty message makes an opaque refusal.
func Deny(message string) error {
	if message == "" {
		return ErrRefused
	}
	return &Denial{message}
}

// Error returns the message.
func (d *Denial) Error() string { return d.message }

// Message returns the text for the caller.
func (d *Denial) Message() string { return d.message }

// AsDenial returns the denial in err's chain, if there is one.
func AsDenial(err error) (*Denial, bool) {
	if d, ok := err.(*Denial); ok {
		return d, d != nil
	}
	var d *Denial
	return d, errors.As(err, &d) && d != nil
}

package redisstore

// poison is why an event can never be applied: the reason that its dead letter carries.
type poison string

func (p poison) Error() string { return "event can never be applied: " + string(p) }

const unsigned poison = "invalid_signature"

const ambiguous poison = "ambiguous_fields" // a signature would fit several events

package mcpruntime

import "errors"

// ErrNilReceiver is what a generated RegisterMCP returns when it is called on a nil receiver: its functions would panic
// at their first call.
var ErrNilReceiver = errors.New("registering components: the receiver is nil")

// GenVersion1 is named by generated files: a file made for another contract does not compile against this runtime.
const GenVersion1 = 1

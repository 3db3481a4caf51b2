package mcpruntime

// GenVersion1 is named by generated files: a file made for another contract does not compile against this runtime.
const GenVersion1 = 1

// Package emit writes the generated file of a package: what a careful colleague would have typed. It sees only ir, so
// what is written follows from what `mcpgen policy` shows, and the same ir gives the same bytes.
//
// The file, from top to bottom: the handshake with the runtime · one variable per custom check · RegisterMCP of the
// package and of each receiver type, with the policy table above it · for each component the struct of its arguments
// and its decoder · decoders and encoders of the types in use, in the order in which they are met.
package emit

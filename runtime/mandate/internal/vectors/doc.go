// Package vectors makes the language-neutral test vectors in testdata/mandates: tokens, each with one defect or none,
// beside the configuration and key set to judge them with and the code to expect. It signs by hand, without any JWT
// library, so that it can make what a library would refuse to make.
//
// Everything is derived from labels, keys and salts too, so the same program always writes the same bytes and no
// private key is kept in the repository.
package vectors

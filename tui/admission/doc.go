// Package admission is how somebody comes to her workplace and away from it, without a
// picture: signing in step by step, once more where one is, the lock, and who may open the
// store. Both faces stand on it.
//
// It promises: name and password are forgotten as soon as they are not asked for any more,
// and what was typed is asked anew only where the refusal may mean it. Start with SignIn.
package admission

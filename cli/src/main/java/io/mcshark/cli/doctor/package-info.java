/**
 * {@code doctor}: what on this host stands between a group and a program that wants to receive it. {@link
 * io.mcshark.cli.doctor.Host} is what can be read and run there, {@link io.mcshark.cli.doctor.Examination} looks at it, {@link
 * io.mcshark.cli.doctor.Problem} is what it finds, with the command that mends it. Nothing is changed.
 */
package io.mcshark.cli.doctor;

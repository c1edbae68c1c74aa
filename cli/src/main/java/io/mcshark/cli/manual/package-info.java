/**
 * What is made of the commands' declarations for other programs: completion scripts for shells ({@code mcshark completion bash})
 * and man pages ({@code mcshark man read}). {@link io.mcshark.cli.manual.Described} is a command as they need it; each script has
 * a class of its own.
 */
package io.mcshark.cli.manual;

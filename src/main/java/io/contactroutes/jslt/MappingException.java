package io.contactroutes.jslt;

/**
 * A JSLT file or expression that cannot be compiled, or that fails on an input.
 *
 * <p>The message is one sentence that begins with file, line and column as far as they are known. It never holds a
 * value of the input: JSLT's own run-time messages quote the value that caused the error, so they are left out, and so is
 * the exception that carried them.
 */
public final class MappingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String problem;

    /**
     * @param file    the file, or the name of an inline expression
     * @param line    from 1; -1 when it is not known
     * @param column  from 1; -1 when it is not known
     * @param problem a sentence without values of the input
     */
    public MappingException(String file, int line, int column, String problem) {
        super(position(file, line, column) + ": " + problem);
        this.file = file;
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /** Returns the same problem at another place. */
    public MappingException at(String file, int line, int column) {
        return new MappingException(file, line, column, problem);
    }

    /** Returns file, line and column as far as they are known, as a part of a sentence. */
    public String position() {
        return position(file, line, column);
    }

    private static String position(String file, int line, int column) {
        return line < 1 ? file : file + ", line " + line + ", column " + column;
    }

    /** The file, or the name that an inline expression was given. */
    public String file() {
        return file;
    }

    /** The line, from 1; -1 when it is not known. */
    public int line() {
        return line;
    }

    /** The column, from 1; -1 when it is not known. */
    public int column() {
        return column;
    }
}

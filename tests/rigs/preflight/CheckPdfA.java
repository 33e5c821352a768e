import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Asks Apache PDFBox Preflight whether files are PDF/A-1b; one line per file: "valid PATH" or "invalid PATH: reasons". */
public final class CheckPdfA {
    public static void main(String[] paths) throws Exception {
        boolean allValid = true;
        for (String path : paths) {
            ValidationResult result = check(path);
            allValid &= result.isValid();
            System.out.println(describe(path, result));
        }
        System.exit(allValid ? 0 : 1);
    }

    private static ValidationResult check(String path) throws Exception {
        PreflightParser parser = new PreflightParser(new File(path));
        try {
            parser.parse();
        } catch (SyntaxValidationException notEvenSyntax) {
            return notEvenSyntax.getResult();
        }
        try (PreflightDocument document = parser.getPreflightDocument()) {
            document.validate();
            return document.getResult();
        }
    }

    private static String describe(String path, ValidationResult result) {
        if (result.isValid()) {
            return "valid " + path;
        }
        StringBuilder line = new StringBuilder("invalid " + path + ":");
        for (ValidationResult.ValidationError error : result.getErrorsList()) {
            line.append(" [").append(error.getErrorCode()).append("] ").append(error.getDetails());
        }
        return line.toString();
    }
}

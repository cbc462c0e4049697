package dev.gatehouse.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;

/**
 * Makes a file of people to import, each time the same: arguments are the file, whose ending says what it is, and how many. Of three people two
 * have an address, the third signs in with a username and has a phone; one of twenty has a one-time password.
 */
final class PeopleFile {

    private static final List<String> COLUMNS = List.of(
            "First name",
            "Last name",
            "E-mail address",
            "Username",
            "Phone",
            "Universal identifier",
            "Department",
            "Job profile",
            "Role",
            "User type",
            "Language",
            "One-time password");

    private static final String[] FIRST =
            "Anna,Maria,Lena,Jonas,Lukas,Sofia,Emma,Noah,José,Zoë,René,François,Søren,Øyvind,Jürgen,Łukasz,Čeněk,Şule,İbrahim,Nguyễn,Ayşe,Fatima,Omar,Chinedu,Priya,Wei,Hiroshi,Min-jun,Иван,Ольга,Ελένη,محمد,太郎,민준,राहुल,Siobhán,João,Karl-Heinz,Anne-Marie"
                    .split(",", -1);

    private static final String[] LAST =
            "Müller,Schmidt,Weber,Groß,Andersson,Jørgensen,García,Núñez,Gonçalves,Rossi,Dubois,O'Brien,MacDonald,Smith,Kowalski,Dvořáková,Horváth,Yılmaz,Öztürk,Trần,El Amrani,Okafor,Patel,Tanaka,Zhang,Kim,Смирнов,Παπαδόπουλος,حسن,田中,김,शर्मा,van der Berg,von Hohenstein,Þórsdóttir,Korhonen,Zimmermann"
                    .split(",", -1);

    private static final String[] LANGUAGES = {"en", "de", "French", "español"};

    private static final int FLUSHED = 1_000;

    private PeopleFile() {}

    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var people = Integer.parseInt(arguments[1]);
        if (arguments[0].endsWith(".csv")) csv(file, people);
        else xlsx(file, people);
    }

    private static void csv(Path file, int people) throws IOException {
        var random = new Random(1);
        try (var csv = CsvWriter.builder().build(file)) {
            csv.writeRecord(COLUMNS);
            for (var n = 1; n <= people; n++) csv.writeRecord(person(random, n));
        }
    }

    private static void xlsx(Path file, int people) throws IOException {
        var random = new Random(1);
        try (var target = Files.newOutputStream(file);
                var book = new Workbook(target, "Gatehouse", "1.0")) {
            var sheet = book.newWorksheet("People");
            for (var n = 0; n <= people; n++) {
                var cells = n == 0 ? COLUMNS : person(random, n);
                for (var column = 0; column < cells.size(); column++)
                    if (!cells.get(column).isEmpty()) sheet.value(n, column, cells.get(column));
                if (n % FLUSHED == 0) sheet.flush();
            }
            sheet.finish();
        }
    }

    private static List<String> person(Random random, int n) {
        var mail = n % 3 > 0;
        return List.of(
                FIRST[random.nextInt(FIRST.length)],
                LAST[random.nextInt(LAST.length)],
                mail ? "person." + n + "@" + (n % 2 == 0 ? "northwind.example" : "contoso.example") : "",
                mail ? "" : "person" + n,
                mail ? "" : "+49 151 " + (10_000_000 + n),
                "E-" + n,
                "Division " + (1 + n % 20) + " / Unit " + (1 + random.nextInt(10)),
                "Profile " + (1 + random.nextInt(50)),
                n % 1_000 == 0 ? "Community admin" : "Member",
                n % 10 == 0 ? "Platform consultant" : "",
                LANGUAGES[random.nextInt(LANGUAGES.length)],
                n % 20 == 0 ? "otter-" + Integer.toString(n + 1_000_000, 36) + "-lantern" : "");
    }
}

package dev.gatehouse.setup;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** The people of the example: names of many languages and scripts, the same at every start. */
final class DemoPeople {

    /** A person of the example. */
    record Person(String firstName, String lastName, String email, String language) {}

    /** First and last names that go together, and the console's language that their people would choose. */
    private record Names(String language, List<String> first, List<String> last) {}

    private static final List<Names> NAMES = List.of(
            names(
                    "en",
                    "Olivia,Samuel,Grace,Ethan,Charlotte,Noah,Isla,Harriet",
                    "Bennett,Clarke,Hughes,Walker,Fraser,Pritchard"),
            names(
                    "de",
                    "Lena,Jürgen,Anneliese,Björn,Käthe,Matthias,Sören,Jana",
                    "Fischer,Müller,Groß,Schäfer,Weiß,Böttcher"),
            names(
                    "en",
                    "Amara,Chidi,Ngozi,Tunde,Adéọlá,Ifẹ́olúwa,Obinna,Zainab",
                    "Okafor,Adeyemi,Okonkwo,Bello,Ọlátúnjí,Eze"),
            names("en", "Jonas,Astrid,Åsa,Björn,Elin,Mårten", "Lindqvist,Sjögren,Åkesson,Öberg,Bergström"),
            names("fr", "Chloé,Étienne,Maëlys,François,Zoé,Hélène", "Lefèvre,Dupré,Garçon,Noël,Béranger"),
            names("es", "Tomás,Lucía,Íñigo,Begoña,Joaquín,Ximena", "Herrera,Núñez,Ibáñez,Peña,Gutiérrez"),
            names("en", "João,Inês,Gonçalo,Conceição,Vitória", "Araújo,Gonçalves,Magalhães,Simões"),
            names("en", "Zofia,Łukasz,Małgorzata,Paweł,Świętosława", "Wójcik,Dąbrowska,Zieliński,Krawczyk"),
            names("en", "Tereza,Ondřej,Žofie,Jiří,Šárka", "Novák,Dvořáková,Černý,Růžička"),
            names("en", "Ayşe,İbrahim,Gökçe,Işıl,Çağlar", "Yılmaz,Öztürk,Şahin,Güneş"),
            names("en", "Nguyễn,Thảo,Đức,Hương,Quỳnh", "Trần,Phạm,Vũ,Đặng"),
            names("en", "Κατερίνα,Γιώργος,Ελένη,Νίκος", "Παπαδοπούλου,Οικονόμου,Γεωργίου"),
            names("en", "Анастасия,Дмитрий,Олена,Тарас,Љубица", "Шевченко,Коваленко,Соколова,Петровић"),
            names("en", "ليلى,عمر,فاطمة,يوسف,نور", "حداد,الخطيب,منصور,العلي"),
            names("en", "נועה,איתי,תמר,יונתן", "כהן,לוי,מזרחי,פרץ"),
            names("en", "Priya,Arjun,Kavya,Rohan,Meera", "Raman,Iyer,Chatterjee,Desai"),
            names("en", "अनन्या,विक्रम,कविता,राहुल", "शर्मा,वर्मा,पाटिल,मिश्रा"),
            names("en", "ฐิติพร,กฤษณะ,สุภาวดี", "ศรีสุข,วงศ์ไทย,แก้วมณี"),
            names("en", "美咲,健太,葵,大輔,さくら", "田中,佐藤,鈴木,高橋"),
            names("en", "伟,芳,静怡,浩然,雪", "王,李,张,欧阳"),
            names("en", "서연,민준,지우,하은", "김,이,박,최"),
            names("en", "ნინო,გიორგი,თამარ", "ბერიძე,კაპანაძე"),
            names("en", "Անի,Տիգրան,Նարե", "Սարգսյան,Պետրոսյան"),
            names("en", "ሰላም,ዳዊት,ማርታ", "ተስፋዬ,ከበደ"));

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9]+");

    private final Random random;
    private final String domain;
    private final Set<String> taken = new HashSet<>();
    private final Transliterator latin = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");

    DemoPeople(long seed, String domain) {
        this.random = new Random(seed);
        this.domain = domain;
    }

    /** As many people, nobody's address twice. */
    List<Person> take(int howMany) {
        var people = new ArrayList<Person>();
        while (people.size() < howMany) {
            var names = NAMES.get(random.nextInt(NAMES.size()));
            people.add(person(pick(names.first()), pick(names.last()), names.language()));
        }
        return people;
    }

    Person person(String firstName, String lastName, String language) {
        return new Person(firstName, lastName, address(firstName, lastName), language);
    }

    private String address(String firstName, String lastName) {
        var name = ascii(firstName) + "." + ascii(lastName);
        var address = name;
        for (var next = 2; !taken.add(address); next++) address = name + next;
        return address + "@" + domain;
    }

    private String ascii(String name) {
        var ascii = NO_LETTERS
                .matcher(latin.transliterate(name).toLowerCase(Locale.ROOT))
                .replaceAll("");
        return ascii.isEmpty() ? "x" : ascii;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Names names(String language, String first, String last) {
        return new Names(language, List.of(first.split(",", -1)), List.of(last.split(",", -1)));
    }
}

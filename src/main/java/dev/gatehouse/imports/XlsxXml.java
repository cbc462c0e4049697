package dev.gatehouse.imports;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import dev.gatehouse.platform.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A part of an xlsx file as a stream of elements. It has no document type, so that nothing is expanded or fetched; texts,
 * attributes, depth and the number of different names are bounded, so that a hostile one takes no memory.
 */
final class XlsxXml implements AutoCloseable {

    /** The readers of cells say which one is too long before this does. */
    private static final int TEXT = CellText.LONGEST_RAW * 2;

    private static final int ATTRIBUTE = 1 << 16;
    /** The parser bounds all but the length of a name. */
    private static final int BETWEEN_TAGS = 1 << 20;

    private static final int ATTRIBUTES = 200;
    private static final int DEPTH = 100;

    /** Parsers keep every name that they have seen; spreadsheets have a few hundred. */
    private static final int NAMES = 2_000;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private final Set<String> names = new HashSet<>();

    XlsxXml(InputStream part) {
        try {
            this.reader = FACTORY.createXMLStreamReader(new Tags(part));
        } catch (XMLStreamException damaged) {
            throw refused(damaged);
        }
    }

    private static XMLInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, TEXT);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH);
        return factory;
    }

    /** The next event, as {@link XMLStreamConstants} numbers them. */
    int next() {
        try {
            var event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) known();
            else if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE)
                throw Sheets.refusal("imports.file.damaged");
            return event;
        } catch (XMLStreamException | RuntimeException damaged) {
            throw refused(damaged);
        }
    }

    /** Goes to the next element that begins, and gives its name; null at the end. */
    @Nullable
    String nextElement() {
        for (var event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next())
            if (event == XMLStreamConstants.START_ELEMENT) return name();
        return null;
    }

    /** Of the element that begins or ends, without its prefix. */
    String name() {
        return reader.getLocalName();
    }

    /** Of the element that begins; null where it has none of that name, whatever its prefix is. */
    @Nullable
    String attribute(String name) {
        for (var at = 0; at < reader.getAttributeCount(); at++)
            if (reader.getAttributeLocalName(at).equals(name)) return reader.getAttributeValue(at);
        return null;
    }

    /** Adds the text that is here. */
    void appendTo(StringBuilder text) {
        try {
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        } catch (RuntimeException damaged) {
            throw refused(damaged);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException closed) {
            throw refused(closed);
        }
    }

    private void known() {
        learn(reader.getLocalName());
        for (var at = 0; at < reader.getAttributeCount(); at++) learn(reader.getAttributeLocalName(at));
        for (var at = 0; at < reader.getNamespaceCount(); at++) {
            var prefix = reader.getNamespacePrefix(at);
            if (prefix != null) learn(prefix);
        }
    }

    private void learn(String name) {
        // One letter is what nearly all elements of a sheet and their attributes are called.
        if (name.length() > 1 && names.add(name) && names.size() > NAMES) throw Sheets.refusal("imports.file.damaged");
    }

    /** Refuses what has no tag for long. */
    private static final class Tags extends FilterInputStream {

        private int since;

        Tags(InputStream part) {
            super(part);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var read = in.read(target, offset, length);
            var at = offset + read - 1;
            while (at >= offset && target[at] != '<') at--;
            since = at >= offset ? offset + read - at : since + read;
            if (since > BETWEEN_TAGS) throw Sheets.refusal("imports.file.damaged");
            return read;
        }
    }

    /** The parser wraps what the stream beneath it throws. */
    private static RuntimeException refused(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause())
            if (cause instanceof Refusal refusal) return refusal;
        return Sheets.refusal("imports.file.damaged");
    }
}

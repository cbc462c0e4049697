package dev.gatehouse.messages;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/**
 * Reads the receipts that a message centre sends. One is answered once it is kept; where it cannot be, the centre is asked to come again.
 * What people write back is read by nobody.
 */
final class SmppReceiver implements MessageReceiverListener {

    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([^\\s]{1,65})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([A-Za-z]{1,20})");
    private static final Pattern CODE = Pattern.compile("(?i)\\berr:\\s*([A-Za-z0-9]{1,20})");

    private final Consumer<Receipt> receipts;
    private final Clock clock;

    SmppReceiver(Consumer<Receipt> receipts, Clock clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm delivery) throws ProcessRequestException {
        if (!delivery.isSmscDeliveryReceipt()) return;
        try {
            read(delivery).ifPresent(receipts);
        } catch (RuntimeException e) {
            throw new ProcessRequestException("come again", SMPPConstant.STAT_ESME_RX_T_APPN, e);
        }
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("not spoken", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {}

    private Optional<Receipt> read(DeliverSm delivery) {
        var text = text(delivery);
        var id = delivery.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        var state = delivery.getOptionalParameter(OptionalParameter.Message_state.class);
        var gatewayId = id == null ? first(ID, text) : id.getValueAsString();
        var word = state == null ? first(STATE, text) : word(state.getValue());
        return gatewayId.isEmpty()
                ? Optional.empty()
                : ReceiptWords.receipt(gatewayId, word, first(CODE, text), clock.instant());
    }

    private static String text(DeliverSm delivery) {
        var payload = delivery.getOptionalParameter(OptionalParameter.Message_payload.class);
        var bytes = payload == null ? delivery.getShortMessage() : payload.getValue();
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** SMPP 3.4, section 5.2.28. */
    private static String word(byte state) {
        return switch (state) {
            case 2 -> "DELIVRD";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIV";
            case 8 -> "REJECTD";
            default -> "";
        };
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}

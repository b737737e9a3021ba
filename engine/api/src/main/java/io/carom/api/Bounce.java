package io.carom.api;

import java.util.Set;

/**
 * The one flat fact that rules and scripts see: the event, what is known of its address and server, and what the phases before have
 * decided. Text is never null: what is not known is empty. Made and changed by the engine only, between phases; a rule or script that
 * calls a setter is refused when it is compiled. For one thread; reused for the next event.
 */
public final class Bounce {
    private String event = "";
    private String status = "";
    private int statusClass = 0;
    private String subject = "";
    private int replyCode = 0;
    private int replyClass = 0;
    private String text = "";
    private String reading = "";
    private String readingType = "";
    private String readingFault = "";
    private boolean disagreement = false;
    private String bounceType = "";
    private String fault = "";
    private String reason = "";
    private String promoted = "";
    private Set<String> signals = Set.of();
    private String family = "";
    private String recipient = "";
    private String domain = "";
    private String mx = "";
    private String server = "";
    private String serverRetryPolicy = "";
    private String sendingIp = "";
    private String campaign = "";
    private String list = "";
    private boolean firstSend = false;
    private String source = "";
    private String proof = "";
    private boolean proven = false;
    private String feedbackType = "";
    private int attempt = 0;
    private int softCount = 0;
    private boolean retriesLeft = false;
    private boolean engaged = false;
    private boolean probation = false;
    private String subscriberStatus = "";
    private String trap = "";
    private String suspectedTrap = "";
    private String alertSignal = "";
    private String alertScope = "";

    /** Forgets everything, for the next event. */
    public void clear() {
        event = "";
        status = "";
        statusClass = 0;
        subject = "";
        replyCode = 0;
        replyClass = 0;
        text = "";
        reading = "";
        readingType = "";
        readingFault = "";
        disagreement = false;
        bounceType = "";
        fault = "";
        reason = "";
        promoted = "";
        signals = Set.of();
        family = "";
        recipient = "";
        domain = "";
        mx = "";
        server = "";
        serverRetryPolicy = "";
        sendingIp = "";
        campaign = "";
        list = "";
        firstSend = false;
        source = "";
        proof = "";
        proven = false;
        feedbackType = "";
        attempt = 0;
        softCount = 0;
        retriesLeft = false;
        engaged = false;
        probation = false;
        subscriberStatus = "";
        trap = "";
        suspectedTrap = "";
        alertSignal = "";
        alertScope = "";
    }

    /** What happened: {@code bounce}, {@code deferral}, {@code delivery}, {@code complaint}, {@code auto_reply}, {@code auth_report}. */
    public String getEvent() {
        return event;
    }

    /** For the engine. */
    public void setEvent(String value) {
        event = value;
    }

    /** The enhanced status code that was read ({@code 5.1.1}), or empty. */
    public String getStatus() {
        return status;
    }

    /** For the engine. */
    public void setStatus(String value) {
        status = value;
    }

    /** Its class: 2, 4, 5, or 0 without a code. */
    public int getStatusClass() {
        return statusClass;
    }

    /** For the engine. */
    public void setStatusClass(int value) {
        statusClass = value;
    }

    /** Its class and subject ({@code 5.7}), or empty. */
    public String getSubject() {
        return subject;
    }

    /** For the engine. */
    public void setSubject(String value) {
        subject = value;
    }

    /** The SMTP reply code, or 0. */
    public int getReplyCode() {
        return replyCode;
    }

    /** For the engine. */
    public void setReplyCode(int value) {
        replyCode = value;
    }

    /** The first digit of the reply code, or 0. */
    public int getReplyClass() {
        return replyClass;
    }

    /** For the engine. */
    public void setReplyClass(int value) {
        replyClass = value;
    }

    /** The reply or diagnostic, verbatim. */
    public String getText() {
        return text;
    }

    /** For the engine. */
    public void setText(String value) {
        text = value;
    }

    /** The reason that the reader found by code, text and receiver; rules of the phase {@code classify} start from it. */
    public String getReading() {
        return reading;
    }

    /** For the engine. */
    public void setReading(String value) {
        reading = value;
    }

    /** The type that the reader found: {@code hard} or {@code soft}. */
    public String getReadingType() {
        return readingType;
    }

    /** For the engine. */
    public void setReadingType(String value) {
        readingType = value;
    }

    /** The fault that the reader found. */
    public String getReadingFault() {
        return readingFault;
    }

    /** For the engine. */
    public void setReadingFault(String value) {
        readingFault = value;
    }

    /** Whether the text contradicts the code. */
    public boolean isDisagreement() {
        return disagreement;
    }

    /** For the engine. */
    public void setDisagreement(boolean value) {
        disagreement = value;
    }

    /** The type decided so far: {@code hard} or {@code soft}. */
    public String getBounceType() {
        return bounceType;
    }

    /** For the engine. */
    public void setBounceType(String value) {
        bounceType = value;
    }

    /** The fault decided so far. */
    public String getFault() {
        return fault;
    }

    /** For the engine. */
    public void setFault(String value) {
        fault = value;
    }

    /** The reason decided so far. */
    public String getReason() {
        return reason;
    }

    /** For the engine. */
    public void setReason(String value) {
        reason = value;
    }

    /** What turned a soft bounce into a hard one, or empty. */
    public String getPromoted() {
        return promoted;
    }

    /** For the engine. */
    public void setPromoted(String value) {
        promoted = value;
    }

    /** Names of the phrases and hosts that were found ({@code signals contains "own_quota"}). */
    public Set<String> getSignals() {
        return signals;
    }

    /** For the engine. */
    public void setSignals(Set<String> value) {
        signals = value;
    }

    /** The family of the receiving system ({@code google}, {@code microsoft}, {@code proofpoint} ...), or empty. */
    public String getFamily() {
        return family;
    }

    /** For the engine. */
    public void setFamily(String value) {
        family = value;
    }

    /** The recipient's address, lower case. */
    public String getRecipient() {
        return recipient;
    }

    /** For the engine. */
    public void setRecipient(String value) {
        recipient = value;
    }

    /** The recipient's domain, lower case. */
    public String getDomain() {
        return domain;
    }

    /** For the engine. */
    public void setDomain(String value) {
        domain = value;
    }

    /** The receiving host, lower case, or empty. */
    public String getMx() {
        return mx;
    }

    /** For the engine. */
    public void setMx(String value) {
        mx = value;
    }

    /** The sending server, or empty. */
    public String getServer() {
        return server;
    }

    /** For the engine. */
    public void setServer(String value) {
        server = value;
    }

    /** The retry policy that the sending server is configured with, or empty. */
    public String getServerRetryPolicy() {
        return serverRetryPolicy;
    }

    /** For the engine. */
    public void setServerRetryPolicy(String value) {
        serverRetryPolicy = value;
    }

    /** The address that the message was sent from, or empty. */
    public String getSendingIp() {
        return sendingIp;
    }

    /** For the engine. */
    public void setSendingIp(String value) {
        sendingIp = value;
    }

    /** The campaign, or empty. */
    public String getCampaign() {
        return campaign;
    }

    /** For the engine. */
    public void setCampaign(String value) {
        campaign = value;
    }

    /** The list, or empty. */
    public String getList() {
        return list;
    }

    /** For the engine. */
    public void setList(String value) {
        list = value;
    }

    /** Whether the campaign is the first send to an imported list. */
    public boolean isFirstSend() {
        return firstSend;
    }

    /** For the engine. */
    public void setFirstSend(boolean value) {
        firstSend = value;
    }

    /** By which way the event reached us ({@code dsn}, {@code smtp}, {@code webhook} ...). */
    public String getSource() {
        return source;
    }

    /** For the engine. */
    public void setSource(String value) {
        source = value;
    }

    /** How the event's origin was proven. */
    public String getProof() {
        return proof;
    }

    /** For the engine. */
    public void setProof(String value) {
        proof = value;
    }

    /** Whether the event may change anything. */
    public boolean isProven() {
        return proven;
    }

    /** For the engine. */
    public void setProven(boolean value) {
        proven = value;
    }

    /** Of a complaint: {@code abuse}, {@code opt-out}, {@code not-spam} ..., or empty. */
    public String getFeedbackType() {
        return feedbackType;
    }

    /** For the engine. */
    public void setFeedbackType(String value) {
        feedbackType = value;
    }

    /** Which delivery try failed; 1 is the first. */
    public int getAttempt() {
        return attempt;
    }

    /** For the engine. */
    public void setAttempt(int value) {
        attempt = value;
    }

    /** How many messages in a row bounced softly, this one included. */
    public int getSoftCount() {
        return softCount;
    }

    /** For the engine. */
    public void setSoftCount(int value) {
        softCount = value;
    }

    /** Whether the retry policy in force has a try left; known from the phase {@code action} on. */
    public boolean isRetriesLeft() {
        return retriesLeft;
    }

    /** For the engine. */
    public void setRetriesLeft(boolean value) {
        retriesLeft = value;
    }

    /** Whether the subscriber opened or clicked lately. */
    public boolean isEngaged() {
        return engaged;
    }

    /** For the engine. */
    public void setEngaged(boolean value) {
        engaged = value;
    }

    /** Whether the address was reactivated and has not proven itself yet. */
    public boolean isProbation() {
        return probation;
    }

    /** For the engine. */
    public void setProbation(boolean value) {
        probation = value;
    }

    /** The subscriber's status before this event. */
    public String getSubscriberStatus() {
        return subscriberStatus;
    }

    /** For the engine. */
    public void setSubscriberStatus(String value) {
        subscriberStatus = value;
    }

    /** The trap that recipient, host or text match, or empty. */
    public String getTrap() {
        return trap;
    }

    /** For the engine. */
    public void setTrap(String value) {
        trap = value;
    }

    /** The weaker trap signal (a role or typo domain), or empty. */
    public String getSuspectedTrap() {
        return suspectedTrap;
    }

    /** For the engine. */
    public void setSuspectedTrap(String value) {
        suspectedTrap = value;
    }

    /** In the phase {@code alert}: the signal whose figures passed their bound, one evaluation for each, or empty. */
    public String getAlertSignal() {
        return alertSignal;
    }

    /** For the engine. */
    public void setAlertSignal(String value) {
        alertSignal = value;
    }

    /** In the phase {@code alert}: what the figures are about ({@code campaign:c1}, {@code domain:example.com}), or empty. */
    public String getAlertScope() {
        return alertScope;
    }

    /** For the engine. */
    public void setAlertScope(String value) {
        alertScope = value;
    }
}

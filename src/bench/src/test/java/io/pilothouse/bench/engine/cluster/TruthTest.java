package io.pilothouse.bench.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruthTest {

    @Test
    void passesOverWhatTheClusterAdds() throws Exception {
        assertThat(difference("{'spec':{'a':1}}", "{'spec':{'a':1,'b':2},'status':{}}"))
                .isEmpty();
    }

    @Test
    void namesTheFieldThatDiffers() throws Exception {
        assertThat(difference("{'spec':{'a':[{'n':'x'}]}}", "{'spec':{'a':[{'n':'y'}]}}"))
                .isEqualTo("is \"y\" and not \"x\" at .spec.a[0].n");
    }

    @Test
    void missesAFieldThatIsNotThere() throws Exception {
        assertThat(difference("{'spec':{'a':1}}", "{'spec':{}}")).contains(".spec.a");
    }

    @Test
    void countsTheItemsOfAList() throws Exception {
        assertThat(difference("{'a':[1]}", "{'a':[1,2]}")).contains("number of items at .a");
    }

    @Test
    void readsASecretAsTheClusterKeepsIt() throws Exception {
        assertThat(difference("{'stringData':{'k':'v'}}", "{'data':{'k':'dg=='}}"))
                .isEmpty();
        assertThat(difference("{'stringData':{'k':'v'}}", "{'data':{'k':'eA=='}}"))
                .contains(".data.k");
    }

    private static String difference(String wanted, String live) throws Exception {
        return Truth.difference(
                "", Api.JSON.readTree(wanted.replace('\'', '"')), Api.JSON.readTree(live.replace('\'', '"')));
    }
}
